import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dispute } from '../../../main/core/exchange/disputes.ts'
import type { ComparedRun, Meeting, Stated } from '../../../main/core/exchange/compare.ts'
import type { ComparisonView } from '../../../preload/contract/exchange.ts'
import { frameText, hashEnds } from '../../figures.ts'
import type { Phrases } from '../../phrases.ts'
import { nameText } from '../../names.ts'
import { Button } from '../../ui/button.tsx'
import { knownCategory } from '../review/categories.ts'
import { TextBox } from '../../ui/field.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'

/** One version is said to count, with a reason. */
export interface DecisionWords {
  readonly annotation: string
  readonly chosen: string
  readonly reason: string
}

interface ComparisonPartProps {
  readonly compared: ComparisonView
  readonly back: () => void
  readonly decide: (words: DecisionWords) => Promise<void>
}

/** Two reviewers side by side: what they agree on, each difference, and every run of frames with what both say of it. */
export function ComparisonPart({ compared, back, decide }: ComparisonPartProps): ReactNode {
  const { t } = useTranslation()
  const { chain, comparison, disputes } = compared
  const pairs: readonly (readonly [Tone, readonly Meeting[]])[] = [
    ['broken', comparison.differing],
    ['proven', comparison.agreed],
  ]
  return (
    <section className="exchange-part">
      <div className="exchange-part-head">
        <Button onPress={back}>{t('exchange.sheet.back')}</Button>
        <h3>{t('exchange.compare.title', { signer: nameText(t, chain.signer) })}</h3>
      </div>
      <p>
        {t('exchange.cli.compared', {
          agreed: comparison.agreed.length,
          differing: comparison.differing.length,
          onlyFirst: comparison.onlyFirst.length,
          onlySecond: comparison.onlySecond.length,
          other: comparison.otherTable.length,
        })}
      </p>
      <div className="exchange-compared" role="region" aria-label={t('exchange.compare.list')}>
        {disputes.map((dispute) => (
          <DisputeRow key={dispute.id} dispute={dispute} decide={decide} />
        ))}
        <p className="exchange-run exchange-columns">
          <span />
          <span>{t('exchange.compare.where')}</span>
          <span>{t('exchange.compare.here')}</span>
          <span>{t('exchange.compare.there')}</span>
        </p>
        <ul>
          {pairs.flatMap(([tone, meetings]) =>
            meetings.map((meeting) => (
              <MeetingRow key={`${meeting.first.seq} ${meeting.second.seq}`} tone={tone} meeting={meeting} />
            )),
          )}
          {comparison.onlyFirst.map((stated) => (
            <AloneRow key={`1 ${stated.seq}`} side="onlyFirst" stated={stated} />
          ))}
          {comparison.onlySecond.map((stated) => (
            <AloneRow key={`2 ${stated.seq}`} side="onlySecond" stated={stated} />
          ))}
        </ul>
        {comparison.clips.map((clip) => (
          <div key={clip.sha256}>
            <h4>{clip.name}</h4>
            <ul>
              {clip.runs.map((run) => (
                <RunRow key={run.from} run={run} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}

function MeetingRow({ tone, meeting }: { readonly tone: Tone; readonly meeting: Meeting }): ReactNode {
  const { t } = useTranslation()
  const [from, to] = meeting.shared
  return (
    <li className="exchange-meeting">
      <Mark tone={tone} />
      <span className="digits">
        {t('exchange.compare.frames', { from: frameText(from), to: frameText(to) })}
      </span>
      <span>{meeting.first.annotation.text}</span>
      <span>{meeting.second.annotation.text}</span>
    </li>
  )
}

function AloneRow({
  side,
  stated,
}: {
  readonly side: 'onlyFirst' | 'onlySecond'
  readonly stated: Stated
}): ReactNode {
  const { t } = useTranslation()
  const { from, to, text } = stated.annotation
  const words = <span>{text}</span>
  return (
    <li className="exchange-meeting">
      <Mark tone="open" />
      <span className="digits">
        {t('exchange.compare.frames', { from: frameText(from.frame), to: frameText(to.frame) })}
      </span>
      {side === 'onlyFirst' ? words : <span>{t('exchange.compare.nothing')}</span>}
      {side === 'onlySecond' ? words : <span>{t('exchange.compare.nothing')}</span>}
    </li>
  )
}

const runTones = { agreed: 'proven', differing: 'broken', onlyFirst: 'open', onlySecond: 'open' } as const

function RunRow({ run }: { readonly run: ComparedRun }): ReactNode {
  const { t } = useTranslation()
  return (
    <li className="exchange-run">
      <Mark tone={runTones[run.state]} />
      <span className="digits">
        {t('exchange.compare.frames', { from: frameText(run.from), to: frameText(run.to) })}
      </span>
      <span>{categoriesText(t, run.first)}</span>
      <span>{categoriesText(t, run.second)}</span>
      <span className="exchange-run-state">{t(`exchange.run.${run.state}`)}</span>
    </li>
  )
}

function categoriesText(t: Phrases, categories: readonly string[]): string {
  return (
    categories.map((key) => t(`category.${knownCategory(key)}`)).join(', ') || t('exchange.compare.nothing')
  )
}

/** Several versions of one annotation; one is chosen with a reason, and the others stay readable. */
function DisputeRow({
  dispute,
  decide,
}: {
  readonly dispute: Dispute
  readonly decide: (words: DecisionWords) => Promise<void>
}): ReactNode {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  return (
    <div className="exchange-dispute">
      <b>{t(dispute.decided === null ? 'exchange.dispute.open' : 'exchange.dispute.decided')}</b>
      <ul>
        {dispute.claims.map((claim) => (
          <li key={claim.hash}>
            {dispute.decided === claim.hash ? <Mark tone="proven" /> : null} {claim.annotation.text}{' '}
            <span className="digits selectable">{hashEnds(claim.hash)}</span>
            <Button
              isDisabled={reason.trim() === ''}
              onPress={() =>
                void decide({ annotation: dispute.id, chosen: claim.hash, reason: reason.trim() })
              }
            >
              {t('exchange.dispute.choose')}
            </Button>
          </li>
        ))}
      </ul>
      <TextBox label={t('exchange.dispute.reason')} value={reason} onChange={setReason} maxLength={1000} />
    </div>
  )
}
