import { createHash } from 'node:crypto'
import type { SignerFacts } from '../core/seal/bundle-facts.ts'
import type { Finding, State, Verdict } from '../core/seal/finding.ts'
import { finding } from '../core/seal/reasons.ts'
import { cryptographyOf, verdictOf } from '../core/seal/verdict.ts'
import type { Trust } from '../crypto/trust.ts'
import { oids } from '../crypto/oids.ts'
import { parseCms, type CmsAttribute } from '../crypto/read-cms.ts'
import { verifyDetached } from '../crypto/verify-detached.ts'
import { printedReport, type PrintedReport } from './pdf/printed-report.ts'
import { readPdf, type PdfFault, type PdfFile } from './pdf/read-pdf.ts'
import { contentFaults, isFault, signatureOf } from './pdf/signature-rules.ts'

export interface ReportJudgement {
  readonly findings: readonly Finding[]
  readonly signers: readonly SignerFacts[]
  readonly cryptography: State
  readonly verdict: Verdict
  /** Of the whole file, lower-case hex. */
  readonly sha256: string
  /** Speaks of the sample bundle: of no evidential use. */
  readonly sample: boolean
  /** What the paper says it was made from; undefined when it cannot be read. */
  readonly printed: PrintedReport | undefined
}

export interface ReportTerms {
  readonly trust: Trust
  readonly now: Date
  readonly name?: string
  /** Which bundle is the sample's: reports on it are marked, and trusted no more for that. */
  readonly sampleTrust?: { readonly manifestSha256: string }
}

/**
 * Judges a report's PDF by itself. Foreign PDF tools call a file valid to which pages, layers or bytes were added;
 * here the signature must cover the whole file, the file must have one reading, and paper and data must agree.
 */
export function verifyReportPdf(bytes: Uint8Array, terms: ReportTerms): Promise<ReportJudgement> {
  const name = terms.name ?? 'report.pdf'
  const judged = judgeQuietly(bytes, name, terms)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { findings, signers, sample, printed } = judged
  const [cryptography, verdict] = [cryptographyOf(findings), verdictOf(findings)]
  return Promise.resolve({ findings, signers, cryptography, verdict, sha256, sample, printed })
}

/** Whatever is thrown on the way means that nothing was verified. */
function judgeQuietly(bytes: Uint8Array, name: string, terms: ReportTerms): Judged {
  try {
    const read = readPdf(bytes)
    if (read.ok) return judgePdf(read.value, name, terms)
    return refused([isUnsigned(bytes, read.failure) ? { reason: 'report.unsigned' } : read.failure], name)
  } catch {
    return refused([{ reason: 'container.defect' }], name)
  }
}

/** A PDF of somebody else without a signature is unsigned, not forged; one whose end is missing may have had one. */
function isUnsigned(bytes: Uint8Array, { reason }: PdfFault): boolean {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  // A signature's dictionary is never packed: it names ranges of the file around itself (ISO 32000-1, 12.8.1).
  const isPdf = all.toString('latin1', 0, 5) === '%PDF-'
  return isPdf && reason !== 'report.cutShort' && !all.includes('/ByteRange')
}

interface Judged {
  readonly findings: readonly Finding[]
  readonly signers: readonly SignerFacts[]
  readonly sample: boolean
  readonly printed: PrintedReport | undefined
}

function refused(faults: readonly PdfFault[], name: string): Judged {
  const findings = faults.map((fault) => faultFinding(fault, name))
  return { findings, signers: [], sample: false, printed: undefined }
}

function judgePdf(pdf: PdfFile, name: string, terms: ReportTerms): Judged {
  const signature = signatureOf(pdf)
  const faults = contentFaults(pdf)
  if (isFault(signature))
    return refused(signature.reason === 'report.unsigned' ? [signature] : [signature, ...faults], name)
  const printed = printedReport(pdf)
  const sample = isSampleInput(printed.manifestSha256, terms)
  const options = { name }
  const { findings, signers } = verifyDetached(
    signature.signed,
    signature.cms,
    terms.trust,
    terms.now,
    'reviewer',
    options,
  )
  const claimed = signers.some(({ claimedTime }) => claimedTime !== null)
  const all: readonly PdfFault[] = [
    ...faults,
    ...(oneSpelling(signature.cms) ? [] : [{ reason: 'signature.notDer' } as const]),
    ...(claimed ? [{ reason: 'report.signingTime' } as const] : []),
    ...tokenFaults(findings),
    ...printed.faults,
  ]
  const own: readonly Finding[] =
    all.length > 0
      ? all.map((fault) => faultFinding(fault, name))
      : [{ check: 'report', state: 'passed', subject: name }]
  return { findings: [...own, ...findings], signers, sample, printed }
}

/**
 * Whether a report speaks of the sample bundle, so that it is marked. It earns no trust by that: everybody has the
 * sample's keys, and could write any report with them.
 */
function isSampleInput(manifestSha256: string | undefined, { sampleTrust }: ReportTerms): boolean {
  return (
    manifestSha256 !== undefined && manifestSha256 !== '' && manifestSha256 === sampleTrust?.manifestSha256
  )
}

/** No part of the signature may be written in a second way, those parts neither that no signature covers. */
function oneSpelling(cms: Uint8Array): boolean {
  const parsed = parseCms(cms)
  const [signer, second] = parsed?.signers ?? []
  const single = parsed?.digests.length === 1 && parsed.digests[0] === signer?.digest
  const bare = signer?.unsigned.length === 0 || isOneToken(signer?.unsigned ?? [])
  return parsed?.isStrict() === true && single && second === undefined && bare
}

/** Added after signing, the one thing that may be: a time stamp over the signature value (PAdES B-T). */
function isOneToken(unsigned: readonly CmsAttribute[]): boolean {
  const [only, second] = unsigned
  return second === undefined && only?.oid === oids.signatureTimestamp && only.values.length === 1
}

/** What stands in the room of a token and is none for this signature could be anything, so it is not passed over. */
const strangeTokens: readonly (string | undefined)[] = [
  'timestamp.notToken',
  'timestamp.signatureIgnored',
  'timestamp.imprintIgnored',
]

function tokenFaults(findings: readonly Finding[]): readonly PdfFault[] {
  return findings.some(({ reason }) => strangeTokens.includes(reason)) ? [{ reason: 'report.timestamp' }] : []
}

function faultFinding({ reason, facts }: PdfFault, name: string): Finding {
  return finding(reason, name, facts)
}
