import { isTranscript } from '../annotation/transcript.ts'
import type { Limit, ReportedClip, ReportModel } from './report-model.ts'

type Unlimited = Omit<ReportModel, 'limits' | 'annexes' | 'previous'>

/** All that the report cannot vouch for, in the order it is printed. What holds for every report comes first. */
export function limitsOf(model: Unlimited): readonly Limit[] {
  return [
    ...(model.sample ? [limit('sample')] : []),
    limit('sealMeaning'),
    ...(model.bundle.sealedWhere === 'atIntake' ? [limit('sealedAtIntake')] : []),
    ...sealLimits(model),
    ...clipLimits(model.clips),
    ...reviewLimits(model),
    limit('eyewitness'),
    limit('systemClock'),
  ]
}

function limit(code: string, facts: Limit['facts'] = {}): Limit {
  return { code, facts }
}

function sealLimits({ seal }: Unlimited): readonly Limit[] {
  const { indication, subIndication } = seal.verdict
  const asOf = seal.signers.map((signer) => signer.revocationAsOf).find((date) => date !== null)
  const proven = seal.signers.some((signer) => signer.provenTime !== null)
  return [
    ...(indication === 'TOTAL-PASSED'
      ? []
      : [limit('notPassed', { indication, subIndication: subIndication ?? '' })]),
    ...(subIndication === 'CONTENT_PENDING' ? [limit('contentPending')] : []),
    asOf ? limit('revocationAsOf', { date: asOf }) : limit('revocationUnknown'),
    ...(proven ? [] : [limit('sealTimeClaimed')]),
  ]
}

/** What holds for several clips alike is said once, with all their names. */
function clipLimits(clips: readonly ReportedClip[]): readonly Limit[] {
  const spans = clips.flatMap((clip) => [
    ...clip.broken.map(({ chunk, from, to }) => limit('brokenChunk', { clip: clip.name, chunk, from, to })),
    ...(clip.seen?.unseen ?? []).map(({ from, to }) => limit('unseen', { clip: clip.name, from, to })),
  ])
  const shared = Object.entries(sharedLimits).flatMap(([code, holds]) => {
    const names = clips.filter(holds).map(({ name }) => name)
    return names.length > 0 ? [limit(code, { clip: names.join(', ') })] : []
  })
  return [...spans, ...shared]
}

const sharedLimits: Readonly<Record<string, (clip: ReportedClip) => boolean>> = {
  framesNotCounted: ({ picture }) => picture === null,
  damagedFrames: ({ picture }) => picture !== null && picture.damaged > 0,
  coverageUnknown: ({ seen }) => seen === null,
  deviceTimeUnknown: ({ startedAt }) => startedAt === null,
  clockNotCompared: ({ startedAt, clockOffsetMs }) => startedAt !== null && clockOffsetMs === null,
}

function reviewLimits({ work, statements, ledger }: Unlimited): readonly Limit[] {
  const left = work.annotations - work.printed
  const bare = statements
    .filter((statement) => statement.still === null && !isTranscript(statement))
    .map((statement) => statement.entry)
  const unsound = ledger.findings.filter((finding) => finding.state !== 'passed')
  return [
    ...(left > 0 ? [limit('selection', { printed: work.printed, annotations: work.annotations })] : []),
    ...(work.withdrawn > 0 ? [limit('withdrawn', { count: work.withdrawn })] : []),
    ...(bare.length > 0 ? [limit('noStill', { entries: bare.join(', ') })] : []),
    ...(ledger.checkedTo < ledger.entries
      ? [limit('ledgerNotWhole', { checked: ledger.checkedTo, entries: ledger.entries })]
      : []),
    ...(unsound.length > 0
      ? [limit('ledgerUnsound', { checks: unsound.map((finding) => finding.check).join(', ') })]
      : []),
    limit('ledgerAnchor'),
  ]
}
