import type { Finding, State } from '../seal/finding.ts'
import type { Block, Inline } from './blocks.ts'
import { join, row, rows, say } from './blocks.ts'
import { commonName } from './names.ts'
import type { ReportedClip, ReportedPicture, ReportedSeal, ReportModel } from './report-model.ts'

/** Section: which bundle, which clips, by what hashes they are known. */
export function bundleBlocks({ bundle, clips, seal }: ReportModel): readonly Block[] {
  const signer = seal.signers[0]
  const sealed = signer
    ? signer.claimedTime
      ? say('sealedBy', { at: { instant: signer.claimedTime }, by: commonName(signer.subject) })
      : commonName(signer.subject)
    : say('unsigned')
  return [
    rows(
      row('bundleName', bundle.name),
      row('exhibit', bundle.exhibit?.number ?? null),
      row('medium', bundle.exhibit ? mediumLine(bundle.exhibit) : null),
      row('size', sizeLine(bundle)),
      row('sealed', sealed),
      row('manifest', { hash: bundle.manifestSha256 }),
      row(
        'custody',
        ...bundle.custody.map((act) => join({ recorded: act.at }, ' – ', act.by, ': ', act.act)),
      ),
    ),
    clipTable(clips),
    ...clips.map(clipHashes),
  ]
}

function sizeLine({ size, files, sealed, frame }: ReportModel['bundle']): Inline {
  const counts = { sealed: { count: sealed }, frame: { count: frame }, files: { count: files } }
  const whole = sealed > 0 && sealed + frame === files
  return say(whole ? 'sizeLine' : 'sizeLineOpen', { bytes: { bytes: size }, ...counts })
}

function mediumLine({ medium, serial }: { readonly medium: string; readonly serial: string }): Inline {
  return serial === '' ? medium : say('mediumLine', { medium, serial })
}

function clipTable(clips: readonly ReportedClip[]): Block {
  return {
    block: 'table',
    name: 'clips',
    columns: ['number', 'clip', 'device', 'duration', 'frames', 'format'].map((key) => say(`column.${key}`)),
    rows: clips.map((clip) => [
      String(clip.number),
      { strong: clip.name },
      join(clip.device.model, ' ', clip.device.serial),
      clip.picture ? { ticks: clip.picture.duration, timeBase: clip.picture.timeBase } : say('unknown'),
      clip.picture ? { count: clip.picture.frames } : say('unknown'),
      clip.picture ? formatLine(clip.picture) : say('unknown'),
    ]),
  }
}

function formatLine({ codec, width, height }: ReportedPicture): Inline {
  return say('formatLine', { codec: codecName(codec), width: String(width), height: String(height) })
}

/** Names people know for the codec strings of WebCodecs; others stand as they are. */
function codecName(codec: string): string {
  const family = codec.split('.')[0] ?? codec
  const names: Readonly<Record<string, string>> = {
    h264: 'H.264',
    avc: 'H.264',
    avc1: 'H.264',
    avc3: 'H.264',
    h265: 'H.265',
    hevc: 'H.265',
    hvc1: 'H.265',
    hev1: 'H.265',
    vp8: 'VP8',
    vp9: 'VP9',
    vp09: 'VP9',
    av1: 'AV1',
    av01: 'AV1',
  }
  return names[family] ?? codec
}

function clipHashes(clip: ReportedClip): Block {
  const offset =
    clip.clockOffsetMs === null
      ? say('clockNotCompared')
      : say('clockOffset', { offset: String(clip.clockOffsetMs), source: clip.clockSource })
  return {
    block: 'rows',
    rows: [
      row('clipFile', join({ strong: clip.name }, ' – ', clip.path, ', ', { bytes: clip.size })),
      row('sha256', { hash: clip.sha256 }),
      row(
        'deviceClock',
        clip.startedAt ? join({ recorded: clip.startedAt }, '; ', offset) : say('deviceClockUnknown'),
      ),
    ],
  }
}

/** What a reader asks of a seal, each answered by its own checks: never one tick for all. */
const questions = {
  data: ['container', 'manifest', 'coverage', 'file', 'chunkList'],
  signature: ['signature', 'signedAttributes', 'algorithm'],
  signer: ['chain', 'role', 'validity'],
  revocation: ['revocation'],
  time: ['timestamp', 'clock'],
} satisfies Readonly<Record<string, readonly Finding['check'][]>>

/** Section: each question with what was found, then every single finding that is not a pass. */
export function sealBlocks(model: ReportModel): readonly Block[] {
  const { findings } = model.seal
  const answers = (Object.keys(questions) as Question[]).map((question): readonly Inline[] => {
    const state = answerOf(question, model.seal)
    const claimed = question === 'time' && state === 'notChecked'
    const result: Inline = claimed ? { state, label: say('claimOnly') } : { state }
    return [{ strong: say(`question.${question}`) }, answerText(question, state, model), result]
  })
  const table: Block = {
    block: 'table',
    name: 'seal',
    columns: ['question', 'finding', 'result'].map((key) => say(`column.${key}`)),
    rows: answers,
  }
  const open = findings.filter((finding) => finding.state !== 'passed')
  const verdict: Block = { block: 'paragraph', text: verdictLine(model) }
  const basis: Block = { block: 'paragraph', text: trustLine(model) }
  return open.length === 0 ? [table, verdict, basis] : [table, verdict, basis, openFindings(open)]
}

type Question = keyof typeof questions

/** A time is proved by a time stamp alone, and a certificate unrevoked by a list alone, whatever else passed. */
function answerOf(question: Question, { findings, signers }: ReportedSeal): State {
  const checks: readonly Finding['check'][] = questions[question]
  const state = stateOf(findings.filter((finding) => checks.includes(finding.check)))
  const proof = { time: 'provenTime', revocation: 'revocationAsOf' } as const
  if (state !== 'passed' || (question !== 'time' && question !== 'revocation')) return state
  return signers.some((signer) => signer[proof[question]] !== null) ? 'passed' : 'notChecked'
}

/** Silence is not a pass: without a finding the question was not looked at. */
export function stateOf(findings: readonly Finding[]): State {
  if (findings.some(({ state }) => state === 'failed')) return 'failed'
  return findings.length > 0 && findings.every(({ state }) => state === 'passed') ? 'passed' : 'notChecked'
}

function answerText(key: Question, state: State, { seal, bundle }: ReportModel): Inline {
  const signer = seal.signers[0]
  const anchor = signer?.chain.at(-1)
  return say(`answer.${key}.${state}`, {
    sealed: { count: bundle.sealed },
    algorithm: signer?.algorithm ?? '',
    signer: signer ? commonName(signer.subject) : '',
    anchor: anchor ? commonName(anchor.subject) : '',
    asOf: signer?.revocationAsOf ? { instant: signer.revocationAsOf } : say('unknown'),
    claimed: signer?.claimedTime ? { instant: signer.claimedTime } : say('unknown'),
    proven: signer?.provenTime ? { instant: signer.provenTime } : say('unknown'),
  })
}

function verdictLine({ seal }: ReportModel): Inline {
  const { indication, subIndication } = seal.verdict
  const code = subIndication === null ? indication : `${indication} / ${subIndication}`
  return say('verdictLine', { code })
}

/** A later trust may judge otherwise: the report says by which one it judged. */
function trustLine({ seal }: ReportModel): Inline {
  const { version = null, sha256 = null, policy = '' } = seal.trust ?? {}
  if (version === null || sha256 === null) return say('trustUnversioned', { policy })
  return say('trustLine', { version, policy, digest: { hash: sha256 } })
}

function openFindings(findings: readonly Finding[]): Block {
  return {
    block: 'table',
    name: 'findings',
    columns: ['check', 'subjectOf', 'reason', 'result'].map((key) => say(`column.${key}`)),
    rows: findings.map((finding) => [
      { phrase: `finding.${finding.check}` },
      finding.subject ?? '',
      finding.reason ? { phrase: `reason.${finding.reason}`, facts: printable(finding) } : '',
      { state: finding.state },
    ]),
  }
}

function printable({ facts = {}, subject = '' }: Finding): Readonly<Record<string, Inline>> {
  const entries = Object.entries(facts).map(([name, value]) => [name, String(value)] as const)
  return { subject, ...Object.fromEntries(entries) }
}
