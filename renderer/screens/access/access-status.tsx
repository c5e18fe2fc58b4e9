import Eye from 'lucide-react/icons/eye'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCommandBus } from '../../command-bus.tsx'
import { failureWords } from '../../failure-words.ts'
import { Hint } from '../../ui/hint.tsx'
import { useReviewModel } from '../review/review-model.ts'

/** Whether accesses are being recorded; silent while they are. A press leads to what helps. */
export function AccessStatus(): ReactNode {
  const { t } = useTranslation()
  const { view, acts } = useReviewModel()
  const bus = useCommandBus()
  const { logged, waiting, failure } = view.access
  if (logged) return null
  const hint = failure
    ? t('access.status.failedHint', { title: failureWords(t, failure).title })
    : t('access.status.waitingHint')
  return (
    <Hint label={hint} keys={undefined}>
      <Button
        className="status-button status-access"
        onPress={() => (failure ? void bus.run('ledger.accessLog') : acts.unlock())}
      >
        <Eye size={13} aria-hidden />
        {failure ? t('access.status.failed') : t('access.status.waiting', { count: waiting })}
      </Button>
    </Hint>
  )
}
