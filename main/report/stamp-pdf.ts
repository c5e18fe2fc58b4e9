import type { ReportFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { parseCms } from '../crypto/read-cms.ts'
import { timestampRequest, tokenFor, withTimestamp } from '../crypto/signature-timestamp.ts'
import { noTrust } from '../crypto/trust.ts'
import { readPdf } from './pdf/read-pdf.ts'
import { isFault, signatureOf } from './pdf/signature-rules.ts'
import { signatureRoom } from './signature-field.ts'
import { verifyReportPdf } from './verify-pdf.ts'

/** The request for a time stamp over a report's signature value, to be carried to the office's authority. */
export function requestFor(pdf: Uint8Array, name: string): Result<Uint8Array, ReportFailure> {
  const signed = signatureIn(pdf)
  return signed ? ok(timestampRequest(signed.value)) : fail({ code: 'report.notStampable', name })
}

/**
 * The report with the authority's token in the room kept for it (PAdES B-T): no signed byte changes. Whether the
 * authority is trusted is for whoever verifies.
 */
export async function stampPdf(
  pdf: Uint8Array,
  response: Uint8Array,
  name: string,
  now: Date,
): Promise<Result<Uint8Array, ReportFailure>> {
  const signed = signatureIn(pdf)
  if (!signed) return fail({ code: 'report.notStampable', name })
  const token = tokenFor(signed.value, response)
  if (typeof token === 'string') return fail({ code: 'report.token', reason: token })
  const cms = withTimestamp(signed.cms, token)
  if (!cms || cms.length > signatureRoom) return fail({ code: 'report.token', reason: 'noRoom' })
  const stamped = Buffer.from(pdf)
  const at = stamped.indexOf(Buffer.from(signed.cms).toString('hex'), 'latin1')
  stamped.write(Buffer.from(cms).toString('hex'), at, 'latin1')
  const judged = await verifyReportPdf(stamped, { trust: noTrust(), now, name })
  if (judged.cryptography === 'passed') return ok(stamped)
  const doubt = judged.findings.find(({ check }) => check === 'report' || check === 'signature')
  return fail({ code: 'report.selfCheckFailed', reason: doubt?.reason ?? 'signature.wrong' })
}

function signatureIn(pdf: Uint8Array): { readonly cms: Uint8Array; readonly value: Uint8Array } | undefined {
  const read = readPdf(pdf)
  const signature = read.ok ? signatureOf(read.value) : undefined
  if (!signature || isFault(signature)) return undefined
  const value = parseCms(signature.cms)?.signers[0]?.signature
  return value && { cms: signature.cms, value }
}
