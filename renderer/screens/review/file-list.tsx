import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileFacts } from '../../../main/core/seal/bundle-facts.ts'
import { bytesText } from '../../figures.ts'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { useReviewModel } from './review-model.ts'

const tones: Readonly<Record<FileFacts['state'], Tone>> = {
  ok: 'proven',
  pending: 'pending',
  changed: 'broken',
  missing: 'broken',
}

/** A file without a signature over it is never drawn as good, whatever its digest. */
export function fileTone(file: FileFacts): Tone {
  return file.state === 'ok' && !file.covered ? 'caution' : tones[file.state]
}

/** Every file of the container with its state, covered or not. */
export function FileList(): ReactNode {
  const { t, i18n } = useTranslation()
  const { view } = useReviewModel()
  return (
    <div className="pane-scroll">
      <ul className="files">
        {view.bundle.files.map((file) => (
          <li key={file.path} className="file" title={file.path}>
            <Mark tone={fileTone(file)} />
            <span className="file-name">{file.path}</span>
            <span className="file-size">{bytesText(file.size, i18n.language)}</span>
            <span className="file-state">
              {t(file.covered ? `state.file.${file.state}` : 'state.file.uncovered')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Documents that came with the footage. */
export function CompanionList(): ReactNode {
  const { t, i18n } = useTranslation()
  const { view } = useReviewModel()
  const companions = view.bundle.case?.files ?? []
  if (companions.length === 0) return null
  const known = new Map(view.bundle.files.map((file) => [file.path, file]))
  return (
    <section aria-label={t('window.case.companions')}>
      <h2 className="pane-group">
        <span>{t('window.case.companions')}</span>
        <span>{companions.length}</span>
      </h2>
      <ul className="files">
        {companions.map((companion) => {
          const file = known.get(companion.path)
          return (
            <li key={companion.path} className="file" title={companion.originalName}>
              <Mark tone={file ? fileTone(file) : 'broken'} />
              <span className="file-name">{companion.originalName}</span>
              <span className="file-size">{bytesText(companion.size, i18n.language)}</span>
              <span className="unseen">{t(`state.file.${file?.state ?? 'missing'}`)}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
