import './ledger-sheet.css'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryFacts, LedgerFinding } from '../../../main/core/ledger/entry-facts.ts'
import { frameText, hashEnds, localTime } from '../../figures.ts'
import { LongList } from '../../long-list.tsx'
import { nameText } from '../../names.ts'
import { phraseOf } from '../../phrases.ts'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { LedgerTrouble } from './ledger-trouble.tsx'
import { useReviewModel } from './review-model.ts'

/** Nothing in the sheet can be pressed, so it takes the focus itself: else no key could scroll it. */
const scrolledByKeys = { tabIndex: 0 } as const

/** Every entry in the order in which it was signed, and what is known of the ledger as a whole. */
export function LedgerSheet(): ReactNode {
  const { t } = useTranslation()
  const { view } = useReviewModel()
  const newest = useMemo(() => view.entries.toReversed(), [view.entries])
  return (
    <div className="pane-scroll" role="region" aria-label={t('window.notes.ledger')} {...scrolledByKeys}>
      {view.ledgerFailure ? <LedgerTrouble failure={view.ledgerFailure} /> : null}
      <LedgerHead />
      <LongList label={t('window.ledger.entries')} items={newest} keyOf={(entry) => entry.seq} about={66}>
        {(entry) => <EntryRow entry={entry} />}
      </LongList>
    </div>
  )
}

function LedgerHead(): ReactNode {
  const { t } = useTranslation()
  const { view } = useReviewModel()
  const { ledger } = view
  if (ledger === null) return null
  const bad = ledger.findings.filter((finding) => finding.state === 'failed')
  const tone: Tone = bad.length > 0 ? 'broken' : ledger.checkedTo < ledger.entries ? 'pending' : 'proven'
  return (
    <section className="ledger-head">
      <p className="ledger-verdict">
        <Mark tone={tone} size={18} />
        <b>
          {bad.length > 0
            ? t('window.ledger.broken', { count: bad.length })
            : t('window.ledger.sound', { count: ledger.entries, entries: frameText(ledger.entries) })}
        </b>
      </p>
      <ul>
        {ledger.findings
          .filter((finding) => finding.state !== 'passed')
          .map((finding, index) => (
            <LedgerFindingRow key={index} finding={finding} />
          ))}
      </ul>
      <dl>
        <dt>{t('window.ledger.root')}</dt>
        <dd className="digits selectable" title={ledger.root}>
          {hashEnds(ledger.root)}
        </dd>
        <dt>{t('window.ledger.head')}</dt>
        <dd className="digits selectable" title={ledger.head}>
          {hashEnds(ledger.head)}
        </dd>
        <dt>{t('window.ledger.checked')}</dt>
        <dd>{t('window.ledger.checkedTo', { entry: ledger.checkedTo })}</dd>
      </dl>
    </section>
  )
}

function LedgerFindingRow({ finding }: { readonly finding: LedgerFinding }): ReactNode {
  const { t } = useTranslation()
  const facts = { entry: finding.entry ?? 0, ...finding.facts }
  return (
    <li className="ledger-finding">
      <Mark tone={finding.state === 'failed' ? 'broken' : 'open'} />
      <span>
        <b>{phraseOf(t, `ledger.check.${finding.check}`)}</b>
        {finding.entry === undefined ? null : (
          <span> {t('window.ledger.atEntry', { entry: finding.entry })}</span>
        )}
        {finding.reason === undefined ? null : (
          <span> {phraseOf(t, `ledger.reason.${finding.reason}`, facts)}</span>
        )}
      </span>
    </li>
  )
}

function EntryRow({ entry }: { readonly entry: EntryFacts }): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <div className="entry">
      <span className="entry-number digits">{frameText(entry.seq)}</span>
      <span className="entry-words">
        <b>{t(`state.entry.${entry.kind}`)}</b>
        {entry.annotation ? <span className="entry-text">{entry.annotation.text}</span> : null}
        {entry.payload === undefined || entry.payload === 'present' ? null : (
          <span className="entry-text">{t(`ledger.payload.${entry.payload}`)}</span>
        )}
        {entry.supersedes === null ? null : (
          <span className="entry-text">{t('window.ledger.supersedes', { entry: entry.supersedes })}</span>
        )}
        {entry.reason === null ? null : <span className="entry-text">{entry.reason}</span>}
        <span className="entry-facts">
          {t('window.ledger.entryFacts', {
            time: localTime(entry.time, i18n.language),
            author: nameText(t, entry.author),
          })}
          <span className="digits selectable" title={entry.hash}>
            {hashEnds(entry.hash)}
          </span>
        </span>
      </span>
    </div>
  )
}
