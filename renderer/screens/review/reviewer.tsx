import KeyRound from 'lucide-react/icons/key-round'
import Lock from 'lucide-react/icons/lock'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ReviewerView } from '../../../preload/contract/workstation.ts'
import { useCommandBus } from '../../command-bus.tsx'
import { commonName, shownName } from '../../seal-words.ts'
import { Chip } from '../../ui/chip.tsx'

/** Who signs here; the try-out identity never stands without its mark. */
export function Reviewer({ reviewer }: { readonly reviewer: ReviewerView | null }): ReactNode {
  const { t } = useTranslation()
  const bus = useCommandBus()
  if (reviewer === null) {
    return (
      <Button className="reviewer" onPress={() => void bus.run('ledger.unlock')}>
        <Lock size={13} aria-hidden />
        {t('window.reviewer.locked')}
      </Button>
    )
  }
  return (
    <span className="reviewer" data-ready>
      <KeyRound size={13} aria-hidden />
      <span className="reviewer-name">{shownName(commonName(reviewer.certificate.subject)).name}</span>
      {reviewer.sample ? <Chip tone="caution">{t('window.sampleMark')}</Chip> : null}
    </span>
  )
}
