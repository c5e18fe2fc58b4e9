import type { Indication, State, SubIndication, Verdict } from '../seal/finding.ts'
import type { LedgerFinding } from './entry-facts.ts'
import type { LedgerReason } from './ledger-reasons.ts'

/** Said of a sound ledger too: they bound what is proved and take nothing away from it. */
const toldOnly: readonly string[] = [
  'noAnchor',
  'provedUpTo',
  'clockSetBack',
  'erasedWithNote',
  'grantErased',
  'withheldAsPersonal',
  'withheldFromCopy',
  'lossAccepted',
  'closedByNext',
  'extractPartial',
] satisfies readonly LedgerReason[]

/** Passed only if nothing failed and nothing that belongs to the file itself was left undecided. */
export function ledgerVerdict(findings: readonly LedgerFinding[]): Verdict {
  const failed = findings.filter((finding) => finding.state === 'failed')
  if (failed.length > 0) return { indication: 'TOTAL-FAILED', subIndication: subIndicationOf(failed) }
  const open = findings.filter((finding) => finding.state === 'notChecked' && !isToldOnly(finding))
  if (open.length > 0) return { indication: 'INDETERMINATE', subIndication: openIndication(open) }
  const indication: Indication = findings.length > 0 ? 'TOTAL-PASSED' : 'INDETERMINATE'
  return { indication, subIndication: null }
}

function isToldOnly(finding: LedgerFinding): boolean {
  return toldOnly.includes(finding.reason ?? '')
}

function subIndicationOf(failed: readonly LedgerFinding[]): SubIndication {
  const checks = new Set(failed.map((finding) => finding.check))
  if (checks.has('schema') || failed.some((finding) => finding.reason === 'entryMalformed'))
    return 'FORMAT_FAILURE'
  const hashes = ['sequence', 'chain', 'payload', 'anchor'] as const
  return hashes.some((check) => checks.has(check)) ? 'HASH_FAILURE' : 'SIG_CRYPTO_FAILURE'
}

function openIndication(open: readonly LedgerFinding[]): SubIndication | null {
  const doubts = open.filter((finding) => finding.check === 'identity')
  if (doubts.length > 0) return identityIndication(doubts.map((finding) => finding.reason ?? ''))
  return open.some((finding) => finding.check === 'entrySignature') ? 'SIGNED_DATA_NOT_FOUND' : null
}

/** What EN 319 102-1 calls it when nothing proves that a signature was made before its certificate fell. */
const fallen: Readonly<Record<string, SubIndication>> = {
  certificateRevoked: 'REVOKED_NO_POE',
  certificateExpired: 'OUT_OF_BOUNDS_NO_POE',
  notEntitled: 'CHAIN_CONSTRAINTS_FAILURE',
  signatureBelowRules: 'SIG_CONSTRAINTS_FAILURE',
  revocationUnknown: 'TRY_LATER',
} satisfies Partial<Record<LedgerReason, SubIndication>>

function identityIndication(doubts: readonly string[]): SubIndication {
  if (doubts.some((doubt) => fallen[doubt] === undefined)) return 'NO_CERTIFICATE_CHAIN_FOUND'
  const worst = Object.keys(fallen).find((doubt) => doubts.includes(doubt))
  return fallen[worst ?? ''] ?? 'NO_CERTIFICATE_CHAIN_FOUND'
}

/** Whether hashes and signatures hold, whoever signed and whatever is remembered outside. */
export function ledgerCryptography(findings: readonly LedgerFinding[]): State {
  const inner = findings.filter((finding) => finding.check !== 'identity' && finding.check !== 'anchor')
  if (inner.some((finding) => finding.state === 'failed')) return 'failed'
  const open = inner.some((finding) => finding.state === 'notChecked' && !isToldOnly(finding))
  return open || inner.length === 0 ? 'notChecked' : 'passed'
}
