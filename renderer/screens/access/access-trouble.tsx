import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useReviewModel } from '../review/review-model.ts'

/** Why accesses cannot be recorded, and, where only the log's end is lost, how it goes on. */
export function AccessTrouble({ goOn }: { readonly goOn: () => void }): ReactNode {
  const { t } = useTranslation()
  const { failure } = useReviewModel().view.access
  if (!failure) return null
  const words = failureWords(t, failure)
  const lost = failure.code === 'ledger.behind' || failure.code === 'ledger.journalMissing'
  return (
    <div className="access-trouble access-stopped" role="alert">
      <Mark tone={failure.code === 'ledger.altered' ? 'broken' : 'caution'} size={16} />
      <span>
        <b>{t('access.status.failedHint', { title: words.title })}</b> {words.remedy}
      </span>
      {lost ? <Button onPress={goOn}>{t('ledger.continue')}</Button> : null}
    </div>
  )
}
