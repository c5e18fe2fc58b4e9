import type { BundleFacts, SignerFacts } from '../seal/bundle-facts.ts'
import { packageFiles } from '../exchange/package.ts'
import { redactionLogName } from '../redaction/disclosure.ts'
import { commonName } from './names.ts'
import { reportPaths } from './report-file.ts'

/** What a judged file is. A report is one by its container's root or by the checks that only reports undergo. */
export type JudgedKind = 'bundle' | 'copy' | 'report' | 'exchange' | 'ledger' | 'extract' | 'other'

/** One sentence of a judgement in short: a key of `proof.<code>` and what goes into it. */
export interface ProofLine {
  readonly code: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** The judgement of a file in three lists: what is proved, by whom, and what is not. Nothing in it is new. */
export interface ProofSummary {
  readonly kind: JudgedKind
  readonly proved: readonly ProofLine[]
  readonly by: readonly ProofLine[]
  readonly open: readonly ProofLine[]
}

export function proofOf(facts: BundleFacts): ProofSummary {
  const kind = kindOf(facts)
  return {
    kind,
    proved: facts.cryptography === 'passed' ? provedOf(kind, facts) : [],
    by: facts.signers.map(who),
    open: [...broken(facts), ...facts.signers.flatMap(doubts), ...always(kind, facts)],
  }
}

/** Nothing is proved by a file that was changed, whatever single checks of it have passed. */
function provedOf(kind: JudgedKind, facts: BundleFacts): readonly ProofLine[] {
  return [
    ...integrity(facts),
    ...(kind === 'report' ? agreement(facts) : []),
    ...facts.signers.flatMap(times),
  ]
}

function kindOf({ case: sealed, files, findings, encryption }: BundleFacts): JudgedKind {
  // Whether it is a redacted copy stands in its details alone.
  if (encryption && !sealed) return 'bundle'
  if (sealed)
    return sealed.files.some(({ originalName }) => originalName === redactionLogName) ? 'copy' : 'bundle'
  const paths = new Set(files.map(({ path }) => path))
  if (Object.values(packageFiles).every((path) => paths.has(path))) return 'exchange'
  const report =
    findings.some(({ check }) => check === 'report') || files.some(({ path }) => path === reportPaths.root)
  return report ? 'report' : 'other'
}

function line(code: string, facts: ProofLine['facts'] = {}): ProofLine {
  return { code, facts }
}

function integrity({ files, signers }: BundleFacts): readonly ProofLine[] {
  if (signers.length === 0) return []
  return [line('unaltered', { count: files.filter(({ covered }) => covered).length })]
}

/** Paper and machine data of a report agree, and the signature covers the whole file. */
function agreement({ findings }: BundleFacts): readonly ProofLine[] {
  const own = findings.filter(({ check }) => check === 'report')
  return own.length > 0 && own.every(({ state }) => state === 'passed') ? [line('agreement')] : []
}

function times({ provenTime }: SignerFacts): readonly ProofLine[] {
  return provenTime === null ? [] : [line('time', { time: provenTime })]
}

function who({ subject, chain, verdict, claimedTime }: SignerFacts): ProofLine {
  const anchor = chain.at(-1)
  const known = verdict.indication === 'TOTAL-PASSED'
  return line(known ? 'signer' : 'signerUnknown', {
    signer: commonName(subject),
    anchor: anchor ? commonName(anchor.subject) : '',
    time: claimedTime ?? '',
  })
}

function broken({ findings, cryptography, signers }: BundleFacts): readonly ProofLine[] {
  const failed = findings.filter(({ state }) => state === 'failed').length
  return [
    ...(signers.length === 0 ? [line('unsigned')] : []),
    ...(cryptography === 'failed' ? [line('altered', { count: failed })] : []),
    ...(cryptography === 'notChecked' ? [line('notWhole')] : []),
  ]
}

function doubts({ subject, provenTime, revocationAsOf, verdict }: SignerFacts): readonly ProofLine[] {
  const signer = commonName(subject)
  return [
    ...(verdict.indication === 'TOTAL-PASSED' ? [] : [line('signerOpen', { signer })]),
    ...(provenTime === null ? [line('timeClaimed', { signer })] : []),
    ...(revocationAsOf === null ? [line('revocationUnknown', { signer })] : []),
  ]
}

/** What no judgement of a file can tell, whatever it finds. */
function always(kind: JudgedKind, { sample }: BundleFacts): readonly ProofLine[] {
  const own = { copy: ['hidden'], exchange: ['chain'] }[kind as string] ?? []
  const last = kind === 'report' ? 'statements' : 'truth'
  return [...(sample ? ['sample'] : []), ...own, last].map((code) => line(code))
}
