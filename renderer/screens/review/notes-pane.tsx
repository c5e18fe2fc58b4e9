import './notes-pane.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { frameText } from '../../figures.ts'
import { Sheets } from '../../ui/tabs.tsx'
import { KeptDraftNotice } from './kept-draft-notice.tsx'
import { DraftForm } from './draft-form.tsx'
import { LedgerSheet } from './ledger-sheet.tsx'
import { NoteList } from './note-list.tsx'
import { ReportSheet } from './report-sheet.tsx'
import { SignedNotice } from './signed-notice.tsx'
import { useReviewModel } from './review-model.ts'
import { TranscriptSheet } from './transcript-sheet.tsx'

/** Right: what was said, what is on record, and the report. */
export function NotesPane(): ReactNode {
  const { t } = useTranslation()
  const { view, review, tell, notes, personal } = useReviewModel()
  return (
    <aside className="pane notes-pane" aria-label={t('window.notes.title')}>
      <Sheets
        label={t('window.notes.title')}
        selected={review.right}
        onSelect={(sheet) => tell({ type: 'right', sheet })}
        sheets={[
          {
            id: 'annotations',
            title: t('window.notes.annotations'),
            count: frameText(notes.length + personal.length),
            content: (
              <>
                <NoteList />
                <SignedNotice />
                <KeptDraftNotice />
                <DraftForm />
              </>
            ),
          },
          { id: 'words', title: t('window.notes.words'), content: <TranscriptSheet /> },
          {
            id: 'ledger',
            title: t('window.notes.ledger'),
            count: frameText(view.ledger?.entries ?? view.entries.length),
            content: <LedgerSheet />,
          },
          { id: 'report', title: t('window.notes.report'), content: <ReportSheet /> },
        ]}
      />
    </aside>
  )
}
