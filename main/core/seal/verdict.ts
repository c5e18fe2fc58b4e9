import type { Finding, Indication, State, SubIndication, Verdict } from './finding.ts'
import { isReason, isRemark, reasons } from './reasons.ts'

/** Order in which sub-indications decide (EN 319 102-1, 5.3 to 5.5, arranged so that the graver word is said first). */
const order = [
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'NO_SIGNATURE_FOUND',
  'NO_SIGNING_CERTIFICATE_FOUND',
  'SIGNED_DATA_NOT_FOUND',
  'REVOKED',
  'SIG_CONSTRAINTS_FAILURE',
  'NO_CERTIFICATE_CHAIN_FOUND',
  'CHAIN_CONSTRAINTS_FAILURE',
  'REVOKED_NO_POE',
  'EXPIRED',
  'NOT_YET_VALID',
  'OUT_OF_BOUNDS_NO_POE',
  'CRYPTO_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'TIMESTAMP_ORDER_FAILURE',
  'TRY_LATER',
  'CONTENT_PENDING',
] as const satisfies readonly SubIndication[]

const failing: ReadonlySet<SubIndication> = new Set<SubIndication>([
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'REVOKED',
])

/** Which of the three answers a sub-indication belongs to. */
export function indicationOf(sub: SubIndication): Indication {
  return failing.has(sub) ? 'TOTAL-FAILED' : 'INDETERMINATE'
}

/**
 * One answer from all findings: the first hit in `order`. TOTAL-PASSED only if a signature passed and nothing failed
 * or was left unchecked: silence is not a pass.
 */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const open = new Set(findings.filter(isOpen).map(subOf))
  const sub = order.find((candidate) => open.has(candidate))
  if (sub) return { indication: indicationOf(sub), subIndication: sub }
  const signed = findings.some(({ check, state }) => check === 'signature' && state === 'passed')
  return signed
    ? { indication: 'TOTAL-PASSED', subIndication: null }
    : { indication: 'INDETERMINATE', subIndication: 'NO_SIGNATURE_FOUND' }
}

function isOpen({ state, reason }: Finding): boolean {
  return state !== 'passed' && !(reason !== undefined && isRemark(reason))
}

function subOf({ reason }: Finding): SubIndication {
  // A reason nobody knows is a mistake of ours, and a mistake never counts as good.
  return reason !== undefined && isReason(reason) ? reasons[reason].sub : 'FORMAT_FAILURE'
}

/** Whether signature values and all referenced digests hold and nothing is uncovered, whatever the trust. */
export function cryptographyOf(findings: readonly Finding[]): State {
  const open = findings.filter(isOpen).map(({ reason }) => effectOf(reason))
  if (open.includes('failed')) return 'failed'
  const held = findings.some(
    ({ check, state }) => (check === 'signature' || check === 'timestamp') && state === 'passed',
  )
  return open.includes('notChecked') || !held ? 'notChecked' : 'passed'
}

function effectOf(reason: string | undefined): State | undefined {
  if (reason === undefined || !isReason(reason)) return 'failed'
  const known = reasons[reason]
  return 'cryptography' in known ? known.cryptography : undefined
}
