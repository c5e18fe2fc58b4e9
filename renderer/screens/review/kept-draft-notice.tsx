import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { localTime } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { useReviewModel } from './review-model.ts'

/** What was being written when the program ended is there; whether it goes on is for its writer to say. */
export function KeptDraftNotice(): ReactNode {
  const { t, i18n } = useTranslation()
  const { review, tell, workstation } = useReviewModel()
  const { kept } = review
  if (!kept) return null
  return (
    <section className="kept-draft" role="status">
      <b>{t('window.draft.kept', { time: localTime(kept.at, i18n.language) })}</b>
      <p className="kept-text">{kept.draft.content.text}</p>
      <div className="draft-foot">
        <Button
          onPress={() => {
            void workstation.dropDraft()
            tell({ type: 'dropKept' })
          }}
        >
          {t('window.draft.dropKept')}
        </Button>
        <Button look="main" onPress={() => tell({ type: 'takeKept' })}>
          {t('window.draft.takeKept')}
        </Button>
      </div>
    </section>
  )
}
