import type { AlgorithmPolicy } from './algorithm-policy.ts'
import type { SignerFacts } from './bundle-facts.ts'
import type { Finding } from './finding.ts'
import { finding, remark, type ReasonCode, type RemarkCode } from './reasons.ts'
import type { ManifestReading, SealReading, SignatureReading, SignerReading } from './seal-reading.ts'
import type { TimestampFacts } from './signature-facts.ts'
import { verifySigner, type JudgedSigner, type Role } from './verify-signer.ts'
import { archivedFiles, containerTimestamps, timestampFacts } from './verify-timestamp.ts'

/** What the judgement rests on besides the file. Times are milliseconds. */
export interface Terms {
  readonly policy: AlgorithmPolicy
  readonly now: number
  /** The newest trusted time known (lists accepted, tokens trusted): a clock behind it is wrong. */
  readonly notBefore: number
  readonly hasTrust: boolean
  readonly role: Role
}

export interface SealJudgement {
  readonly findings: readonly Finding[]
  readonly signers: readonly SignerFacts[]
  /** Tokens that stand for themselves. */
  readonly timestamps: readonly TimestampFacts[]
}

/**
 * The policy, top to bottom: container, manifest, what is covered, each signature with its signer, each file, clock.
 * Every check leaves a finding; nothing stops at the first fault.
 */
export function verifySeal(reading: SealReading, terms: Terms): SealJudgement {
  const archived = archivedFiles(reading, terms)
  const signers = reading.signatures
    .flatMap(({ file, signers: all, signs }) =>
      all.map((signer) => ({ signs, judged: verifySigner(since(signer, archived.get(file)), terms) })),
    )
    .flatMap(({ signs, judged }) => withCountersigners(judged).map((one) => over(one, signs)))
  const findings = [
    ...containerFindings(reading),
    ...reading.manifests.map(manifestFinding),
    ...reading.contents.map(({ reason, subject, facts }) => finding(reason, subject, facts)),
    ...coverageFindings(reading),
    ...presenceFindings(reading),
    ...reading.signatures.flatMap((signature) => signatureFindings(signature, reading)),
    ...signers.flatMap((signer) => signer.findings),
    ...containerTimestamps(reading, terms),
    ...reading.unsupported.map(({ reason, subject }) => finding(reason, subject)),
    ...reading.evidenceRecords.map((subject) => remark('remark.evidenceRecord', subject)),
    ...reading.files.flatMap((file) => fileFinding(file, reading)),
    clockFinding(reading, terms),
  ]
  return {
    findings,
    signers: signers.map(({ facts }) => facts),
    timestamps: timestampFacts(reading.timestamps, terms),
  }
}

function since(signer: SignerReading, archivedAt: number | undefined): SignerReading {
  return archivedAt === undefined ? signer : { ...signer, archivedAt }
}

/** Who signed, and who signed the signature. */
function withCountersigners(signer: JudgedSigner): readonly JudgedSigner[] {
  return [signer, ...signer.countersigners.flatMap(withCountersigners)]
}

/** A signature over the content names the file; a countersignature signs a signature. */
function over(signer: JudgedSigner, signs: string | null): JudgedSigner {
  return signer.facts.countersigns === null ? { ...signer, facts: { ...signer.facts, signs } } : signer
}

function containerFindings(reading: SealReading): Finding[] {
  if (reading.kind === 'cms') return []
  const failed = reading.container.filter(({ scope }) => scope === 'all' || reading.kind === 'own')
  const noted = reading.container.filter((fault) => !failed.includes(fault))
  if (failed.length > 0) return failed.map(({ reason, name }) => finding(reason, name ?? reading.name))
  return [
    passed('container', reading.name),
    ...noted.flatMap(({ reason, name }) => remarkFor(reason, name ?? reading.name)),
  ]
}

function remarkFor(reason: ReasonCode, subject: string): Finding[] {
  const code = foreignRemarks[reason]
  return code ? [remark(code, subject)] : []
}

/** Rules of own containers that others may break: said, not held against them. */
const foreignRemarks: Readonly<Partial<Record<ReasonCode, RemarkCode>>> = {
  'container.mimetype': 'remark.mimetypeNotFirst',
  'container.headersDiffer': 'remark.headersDiffer',
  'container.method': 'remark.compressed',
  'container.comment': 'remark.comment',
}

function manifestFinding({ file, fault, detail }: ManifestReading): Finding {
  if (fault) return finding(fault, file, detail ? { detail } : undefined)
  return passed('manifest', file)
}

/** What each signature speaks for, and what none does. */
function coverageFindings({ coverage, uncovered }: SealReading): Finding[] {
  const told = coverage.map(({ signature, files }): Finding => ({
    ...passed('coverage', signature),
    facts: { files: files.length },
  }))
  return [...told, ...uncovered.map((name) => finding('coverage.uncovered', name))]
}

/** A signature there must be; a container with nothing but a time stamp or an evidence record says so. */
function presenceFindings(reading: SealReading): Finding[] {
  if (reading.signatures.length > 0 || reading.container.some(({ scope }) => scope === 'all')) return []
  if (reading.timestamps.length > 0) return [finding('timestamp.only', reading.name)]
  if (reading.unsupported.length > 0) return []
  if (reading.kind === 'own') return [finding('signature.none', reading.name)]
  const broken = reading.claimsAsic || reading.manifests.length > 0
  return [finding(broken ? 'signature.noneInContainer' : 'signature.none', reading.name)]
}

function signatureFindings(signature: SignatureReading, { kind }: SealReading): Finding[] {
  if (signature.fault) return [finding(signature.fault, signature.file)]
  if (kind !== 'own') return []
  const unused = signature.unused.map((subject) =>
    finding('signature.unused', signature.file, { certificate: subject }),
  )
  const several = signature.signers.length > 1 ? [finding('signature.several', signature.file)] : []
  const encoding = signature.isStrictDer() ? [] : [finding('signature.notDer', signature.file)]
  return [...encoding, ...several, ...unused]
}

function fileFinding(file: SealReading['files'][number], { kind }: SealReading): Finding[] {
  if (!file.covered) return []
  const reason = fileReasons[file.state]
  if (!reason) return [passed('file', file.path)]
  return [finding(reason === 'file.missing' && kind === 'own' ? 'file.removed' : reason, file.path)]
}

const fileReasons = {
  ok: undefined,
  changed: 'file.changed',
  missing: 'file.missing',
  pending: 'file.pending',
} as const

/** Lists and answers that trusted issuers dated are times that have been, whatever the clock says. */
function clockFinding({ signatures, timestamps }: SealReading, { now, notBefore }: Terms): Finding {
  const signers = signatures.flatMap(({ signers: all }) => all)
  const tokens = [...timestamps, ...signers.flatMap((signer) => signer.timestamps)]
  const paths = [...signers, ...tokens.flatMap(({ signer }) => signer ?? [])].map(({ path }) => path)
  const dated = paths
    .filter(({ anchored, faults }) => anchored && faults.length === 0)
    .flatMap(({ revocation }) => revocation.flatMap(({ thisUpdate }) => thisUpdate ?? []))
  const known = Math.max(notBefore, ...dated)
  return now < known
    ? finding('clock.behind', 'system', { now: isoTime(now), known: isoTime(known) })
    : passed('clock', 'system')
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

function passed(check: Finding['check'], subject: string): Finding {
  return { check, state: 'passed', subject }
}
