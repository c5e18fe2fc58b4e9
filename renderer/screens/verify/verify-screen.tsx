import './verify-screen.css'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BundleFacts } from '../../../main/core/seal/bundle-facts.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { useCommands } from '../../command-bus.tsx'
import { bytesText } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import type { Desk } from '../../use-session.ts'
import { WindowBar } from '../review/window-bar.tsx'
import { ProofSummary } from './proof-summary.tsx'
import { SealDetails } from '../review/seal-details.tsx'

interface VerifyScreenProps {
  readonly facts: BundleFacts
  readonly desk: Desk
  readonly workstation: Bridge
  readonly offline: boolean
}

/** The judgement of a file that is not opened as a case: a report of the other side, a foreign container. */
export function VerifyScreen({ facts, desk, workstation, offline }: VerifyScreenProps): ReactNode {
  const { t, i18n } = useTranslation()
  useCommands({ 'file.close': desk.back })
  return (
    <div className="verify-screen">
      <WindowBar offline={offline} />
      <main className="verify">
        <header className="verify-head">
          <Button look="bare" onPress={desk.back}>
            <ArrowLeft size={15} aria-hidden />
            {t('window.back')}
          </Button>
          <h2>{t('window.verify.title', { name: facts.name })}</h2>
          <span>{bytesText(facts.size, i18n.language)}</span>
          {facts.sample ? <Chip tone="caution">{t('window.sampleSeal')}</Chip> : null}
          <Button onPress={() => void workstation.copyText({ text: JSON.stringify(facts, null, 2) })}>
            {t('window.verify.copy')}
          </Button>
        </header>
        <div className="verify-body" key={`${facts.name} ${facts.size} ${facts.manifestSha256}`}>
          <ProofSummary facts={facts} />
          <SealDetails facts={facts} copy={(text) => void workstation.copyText({ text })} />
        </div>
      </main>
    </div>
  )
}
