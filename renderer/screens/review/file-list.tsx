import { type ReactNode, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { FileFacts } from '../../../main/core/seal/bundle-facts.ts'
import { bytesText } from '../../figures.ts'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { CompanionDialog } from '../custody/companion-dialog.tsx'
import { useReviewModel } from './review-model.ts'

const tones: Readonly<Record<FileFacts['state'], Tone>> = {
  ok: 'proven',
  pending: 'pending',
  changed: 'broken',
  missing: 'broken',
}

export interface FileWords {
  readonly tone: Tone
  readonly state: FileFacts['state'] | 'uncovered' | 'ofSeal'
}

/** A file without a signature over it is never drawn as good, whatever its digest; the seal's own files are the seal. */
export function fileWords(file: FileFacts): FileWords {
  if (file.covered || file.state !== 'ok') return { tone: tones[file.state], state: file.state }
  return file.path.startsWith('META-INF/')
    ? { tone: 'proven', state: 'ofSeal' }
    : { tone: 'caution', state: 'uncovered' }
}

/** Every file of the container with its state, covered or not. */
export function FileList(): ReactNode {
  const { t, i18n } = useTranslation()
  const { view } = useReviewModel()
  return (
    <div className="pane-scroll">
      <ul className="files">
        {view.bundle.files.map((file) => {
          const { tone, state } = fileWords(file)
          return (
            <li key={file.path} className="file" title={file.path}>
              <Mark tone={tone} />
              <span className="file-name">{file.path}</span>
              <span className="file-size">{bytesText(file.size, i18n.language)}</span>
              <span className="file-state">{t(`state.file.${state}`)}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** Documents that came with the footage. */
export function CompanionList(): ReactNode {
  const { t, i18n } = useTranslation()
  const { view, workstation } = useReviewModel()
  const [shown, setShown] = useState(0)
  const companions = view.bundle.case?.files ?? []
  if (companions.length === 0) return null
  const known = new Map(view.bundle.files.map((file) => [file.path, file]))
  const file = companions[shown - 1]
  return (
    <section aria-label={t('window.case.companions')}>
      <h2 className="pane-group">
        <span>{t('window.case.companions')}</span>
        <span>{companions.length}</span>
      </h2>
      <ul className="files">
        {companions.map((companion, i) => {
          const checked = known.get(companion.path)
          return (
            <li key={companion.path}>
              <Button
                className="file companion"
                aria-label={t('custody.file.open', { name: companion.originalName })}
                onPress={() => setShown(i + 1)}
              >
                <Mark tone={checked ? fileWords(checked).tone : 'broken'} />
                <span className="file-name">{companion.originalName}</span>
                <span className="file-size">{bytesText(companion.size, i18n.language)}</span>
                <span className="unseen">{t(`state.file.${checked?.state ?? 'missing'}`)}</span>
              </Button>
            </li>
          )
        })}
      </ul>
      {file ? (
        <CompanionDialog file={file} number={shown} workstation={workstation} close={() => setShown(0)} />
      ) : null}
    </section>
  )
}
