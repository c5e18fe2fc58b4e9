import { createHash } from 'node:crypto'
import type { SignerFacts } from '../core/seal/bundle-facts.ts'
import type { Finding, State, Verdict } from '../core/seal/finding.ts'
import { finding } from '../core/seal/reasons.ts'
import { cryptographyOf, verdictOf } from '../core/seal/verdict.ts'
import type { Trust } from '../crypto/trust.ts'
import { parseCms } from '../crypto/read-cms.ts'
import { verifyDetached } from '../crypto/verify-detached.ts'
import { printedFaults } from './pdf/printed-report.ts'
import { readPdf, type PdfFault, type PdfFile } from './pdf/read-pdf.ts'
import { contentFaults, isFault, signatureOf } from './pdf/signature-rules.ts'

export interface ReportJudgement {
  readonly findings: readonly Finding[]
  readonly signers: readonly SignerFacts[]
  readonly cryptography: State
  readonly verdict: Verdict
  /** Of the whole file, lower-case hex. */
  readonly sha256: string
}

export interface ReportTerms {
  readonly trust: Trust
  readonly now: Date
  readonly name?: string
}

/**
 * Judges a report's PDF by itself. Foreign PDF tools call a file valid to which pages, layers or bytes were added;
 * here the signature must cover the whole file, the file must have one reading, and paper and data must agree.
 */
export function verifyReportPdf(bytes: Uint8Array, terms: ReportTerms): Promise<ReportJudgement> {
  const name = terms.name ?? 'report.pdf'
  const read = readPdf(bytes)
  const judged = read.ok
    ? judgePdf(read.value, name, terms)
    : { findings: [faultFinding(read.failure, name)], signers: [] }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { findings, signers } = judged
  return Promise.resolve({
    findings,
    signers,
    cryptography: cryptographyOf(findings),
    verdict: verdictOf(findings),
    sha256,
  })
}

interface Judged {
  readonly findings: readonly Finding[]
  readonly signers: readonly SignerFacts[]
}

function judgePdf(pdf: PdfFile, name: string, { trust, now }: ReportTerms): Judged {
  const signature = signatureOf(pdf)
  const faults = contentFaults(pdf)
  if (isFault(signature))
    return { findings: [signature, ...faults].map((fault) => faultFinding(fault, name)), signers: [] }
  const { findings, signers } = verifyDetached(signature.signed, signature.cms, trust, now, 'reviewer', {
    name,
    padded: true,
  })
  const claimed = signers.some(({ claimedTime }) => claimedTime !== null)
  const all: readonly PdfFault[] = [
    ...faults,
    ...(oneSpelling(signature.cms) ? [] : [{ reason: 'signature.notDer' } as const]),
    ...(claimed ? [{ reason: 'report.signingTime' } as const] : []),
    ...printedFaults(pdf),
  ]
  const own: readonly Finding[] =
    all.length > 0
      ? all.map((fault) => faultFinding(fault, name))
      : [{ check: 'report', state: 'passed', subject: name }]
  return { findings: [...own, ...findings], signers }
}

/** No part of the signature may be written in a second way, those parts neither that no signature covers. */
function oneSpelling(cms: Uint8Array): boolean {
  const parsed = parseCms(cms, true)
  const [signer, second] = parsed?.signers ?? []
  const single = parsed?.digests.length === 1 && parsed.digests[0] === signer?.digest
  return parsed?.strict === true && single && second === undefined && signer?.unsigned.length === 0
}

function faultFinding({ reason, facts }: PdfFault, name: string): Finding {
  return finding(reason, name, facts)
}
