import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../main/core/failure.ts'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useReviewModel } from './review-model.ts'

/** Why nothing can be written to the ledger, and what helps. Looking stays possible. */
export function LedgerTrouble({ failure }: { readonly failure: Failure }): ReactNode {
  const { t } = useTranslation()
  const { acts } = useReviewModel()
  const words = failureWords(t, failure)
  return (
    <div className="ledger-trouble" role="status">
      <Mark tone={failure.code === 'ledger.altered' ? 'broken' : 'caution'} size={16} />
      <div>
        <b>{words.title}</b>
        <p>{words.evidence}</p>
        <p>{words.remedy}</p>
        {failure.code === 'ledger.noIdentity' ? (
          <Button onPress={acts.unlock}>{t('command.ledger.unlock')}</Button>
        ) : null}
        {failure.code === 'ledger.behind' || failure.code === 'ledger.journalMissing' ? (
          <Button onPress={acts.continueLedger}>{t('ledger.continue')}</Button>
        ) : null}
      </div>
    </div>
  )
}
