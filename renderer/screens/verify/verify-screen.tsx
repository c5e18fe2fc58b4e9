import './verify-screen.css'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { proofOfLedger } from '../../../main/core/report/what-a-ledger-proves.ts'
import { proofOf } from '../../../main/core/report/what-is-proved.ts'
import type { JudgedView } from '../../../preload/contract/verify.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { useCommands } from '../../command-bus.tsx'
import { bytesText } from '../../figures.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import type { Desk } from '../../use-session.ts'
import { WindowBar } from '../review/window-bar.tsx'
import { EncryptionNote } from './encryption-note.tsx'
import { LedgerDetails } from './ledger-details.tsx'
import { ProofSummary } from './proof-summary.tsx'
import { SealDetails } from '../review/seal-details.tsx'

interface VerifyScreenProps {
  readonly judged: JudgedView
  readonly desk: Desk
  readonly workstation: Bridge
  readonly offline: boolean
}

/** What a judged file is called. */
export function nameOf(judged: JudgedView): string {
  return judged.kind === 'sealed' ? judged.facts.name : judged.ledger.name
}

/** The judgement of a file that is not opened as a case: a report of the other side, a foreign container, a ledger. */
export function VerifyScreen({ judged, desk, workstation, offline }: VerifyScreenProps): ReactNode {
  const { t, i18n } = useTranslation()
  useCommands({ 'file.close': desk.back })
  const sealed = judged.kind === 'sealed'
  const whole = sealed ? judged.facts : judged.ledger
  const identity = sealed ? judged.facts.manifestSha256 : judged.ledger.judgement.root
  return (
    <div className="verify-screen">
      <WindowBar offline={offline} />
      <main className="verify">
        <header className="verify-head">
          <Button look="bare" onPress={desk.back}>
            <ArrowLeft size={15} aria-hidden />
            {t('window.back')}
          </Button>
          <h2>{t('window.verify.title', { name: whole.name })}</h2>
          <span>{bytesText(whole.size, i18n.language)}</span>
          {sealed && judged.facts.sample ? <Chip tone="caution">{t('window.sampleSeal')}</Chip> : null}
          <Button onPress={() => void workstation.copyText({ text: JSON.stringify(whole, null, 2) })}>
            {t('window.verify.copy')}
          </Button>
        </header>
        <div className="verify-body" key={`${whole.name} ${whole.size} ${identity}`}>
          {sealed && judged.facts.encryption && !judged.facts.encryption.opened ? (
            <EncryptionNote encryption={judged.facts.encryption} />
          ) : null}
          <ProofSummary summary={sealed ? proofOf(judged.facts) : proofOfLedger(judged.ledger)} />
          {sealed ? (
            <SealDetails facts={judged.facts} copy={(text) => void workstation.copyText({ text })} />
          ) : (
            <LedgerDetails ledger={judged.ledger} />
          )}
        </div>
      </main>
    </div>
  )
}
