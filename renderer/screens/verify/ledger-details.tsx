import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JudgedLedger } from '../../../main/core/ledger/ledger-judgement.ts'
import { frameText, hashGroups } from '../../figures.ts'
import { Chip } from '../../ui/chip.tsx'
import { phraseOf } from '../../phrases.ts'

const tones = { passed: 'proven', failed: 'broken', notChecked: 'caution' } as const

/** What was looked at in a ledger, one line a check, with what bounds or breaks it. */
export function LedgerDetails({ ledger: { judgement } }: { readonly ledger: JudgedLedger }): ReactNode {
  const { t } = useTranslation()
  return (
    <section className="details ledger-details" aria-label={t('window.details.checks')}>
      <dl className="ledger-facts">
        <dt>{t('window.ledger.entries')}</dt>
        <dd className="digits">{frameText(judgement.entries)}</dd>
        <dt>{t('window.ledger.root')}</dt>
        <dd className="digits selectable">{hashGroups(judgement.root)}</dd>
      </dl>
      <ul className="ledger-checks">
        {judgement.findings.map((finding, index) => {
          const facts = { ...finding.facts, entry: finding.entry ?? 0 }
          return (
            <li key={index}>
              <Chip tone={tones[finding.state]}>{t(`state.finding.${finding.state}`)}</Chip>
              <b>{phraseOf(t, `ledger.check.${finding.check}`)}</b>
              {finding.reason === undefined ? null : (
                <span>{phraseOf(t, `ledger.reason.${finding.reason}`, facts)}</span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
