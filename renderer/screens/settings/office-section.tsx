import './office-section.css'
import CircleCheck from 'lucide-react/icons/circle-check'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import OctagonX from 'lucide-react/icons/octagon-x'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfficeView } from '../../../preload/contract/report.ts'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import type { Phrases } from '../../phrases.ts'
import { loadOfficeCategories } from '../review/office-categories.ts'
import type { SectionProps } from './section.ts'

/** The office's own files: where they lie, what is in them, and what is wrong with one. */
export function OfficeSection({ workstation }: SectionProps): ReactNode {
  const { t } = useTranslation()
  const [view, setView] = useState<OfficeView>()
  const reload = (): void => {
    void workstation.officeFiles().then(setView)
    void loadOfficeCategories(workstation)
  }
  useEffect(reload, [workstation])
  if (!view) return null
  return (
    <div className="settings-fields office-files">
      <p>{t('window.settings.office.lead')}</p>
      <p className="digits selectable">{view.folder}</p>
      <ul>
        {view.files.map((file) => (
          <OfficeFile key={file.name} file={file} view={view} />
        ))}
      </ul>
      <div className="office-acts">
        <Button onPress={reload}>{t('window.settings.office.reload')}</Button>
        <Button look="bare" onPress={() => void workstation.showOfficeFolder()}>
          {t('window.settings.office.open')}
        </Button>
      </div>
    </div>
  )
}

interface OfficeFileProps {
  readonly file: OfficeView['files'][number]
  readonly view: OfficeView
}

function OfficeFile({ file, view }: OfficeFileProps): ReactNode {
  const { t } = useTranslation()
  const state = file.failure ? 'wrong' : file.there ? 'good' : 'none'
  const Icon = { wrong: OctagonX, good: CircleCheck, none: CircleDashed }[state]
  return (
    <li data-state={state}>
      <Icon size={16} aria-hidden />
      <div>
        <b>{file.name}</b>
        <p>
          {file.failure
            ? failureWords(t, file.failure).title
            : file.there
              ? contentOf(file.name, view, t)
              : t('window.settings.office.none')}
        </p>
      </div>
    </li>
  )
}

/** What was read, so that whoever wrote the file sees that it counts. */
function contentOf(name: string, { office }: OfficeView, t: Phrases): string {
  if (name === 'letterhead.json') return office.letterhead?.name ?? ''
  if (name === 'texts.json')
    return t('window.settings.office.texts', {
      mandates: office.texts.mandates.length,
      purposes: office.texts.purposes.length,
      statements: office.texts.statements.length,
    })
  return t('window.settings.office.vocabulary', {
    categories: office.vocabulary.categories.length,
    tags: office.vocabulary.tags.length,
  })
}
