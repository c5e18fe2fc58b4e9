import { randomBytes, randomUUID } from 'node:crypto'
import type { CmsJudgement, IdentityDoubt, LedgerPorts } from '../core/ledger/ports.ts'
import type { Finding, State } from '../core/seal/finding.ts'
import { isRemark } from '../core/seal/reasons.ts'
import { sha256 } from '../crypto/hash.ts'
import { makeSessionKey, verifySession } from '../crypto/session-key.ts'
import { verifyDetached } from '../crypto/verify-detached.ts'
import type { Judging } from '../judge.ts'

/** Keys, hashes, clock and chance for a ledger, from this machine. */
export function ledgerPorts(judging: Judging): LedgerPorts {
  return {
    sha256,
    makeSessionKey,
    verifySession,
    verifyCms: (content, cms) => judgeCms(content, cms, judging),
    now: () => new Date(),
    random: (length) => randomBytes(length),
    uuid: () => randomUUID(),
  }
}

/**
 * Whose signature it is, and whether the office trusts that person; an unknown one is told apart from a broken one.
 * Without a time stamp nothing proves when it was made: where only the time that it claims would help, that is said.
 */
function judgeCms(content: Uint8Array, cms: Uint8Array, judging: Judging): CmsJudgement {
  const judgedAt = (at: Date) => verifyDetached(content, cms, judging.trust, at, 'reviewer')
  const verified = judgedAt(judging.now())
  const [signer] = verified.signers
  const certificate = signer?.chain[0]
  if (verified.cryptography !== 'passed' || !signer || !certificate) {
    const failed = verified.findings.find((finding) => finding.state !== 'passed')
    return { ok: false, reason: failed?.reason ?? 'signatureInvalid' }
  }
  const doubt = doubtIn(verified.findings)
  if (!doubt) return { ok: true, certificate, trust: 'passed' }
  const claimed = signer.claimedTime === null ? undefined : judgedAt(new Date(signer.claimedTime))
  const fallen = doubt === 'certificateExpired' || doubt === 'revocationUnknown'
  // Expired, and not good at the claimed time either: then it never was.
  const never = fallen && claimed && doubtIn(claimed.findings) === 'notTrusted'
  return { ok: true, certificate, trust: stateOf(doubt), doubt: never ? 'notTrusted' : doubt }
}

/** What is said of a certificate whose signature holds, by the first finding that is open; the graver ones first. */
const doubts: readonly (readonly [reason: string, doubt: IdentityDoubt])[] = [
  ['chain.noTrust', 'trustNotJudged'],
  ['chain.', 'notTrusted'],
  ['role.', 'notEntitled'],
  ['validity.notYet', 'notTrusted'],
  ['revocation.revoked', 'certificateRevoked'],
  ['validity.', 'certificateExpired'],
  ['revocation.', 'revocationUnknown'],
  // Weak algorithms, attributes, a wrong clock: whatever else is open is no proof of who signed.
  ['', 'signatureBelowRules'],
]

function doubtIn(findings: readonly Finding[]): IdentityDoubt | undefined {
  const open = findings.flatMap((finding) => (isOpen(finding) ? [finding.reason ?? ''] : []))
  const found = doubts.find(([start]) => open.some((reason) => reason.startsWith(start)))
  return found?.[1]
}

function isOpen({ state, reason = '' }: Finding): boolean {
  return state !== 'passed' && !isRemark(reason)
}

function stateOf(doubt: IdentityDoubt): State {
  const refused: readonly IdentityDoubt[] = ['notTrusted', 'notEntitled', 'signatureBelowRules']
  return refused.includes(doubt) ? 'failed' : 'notChecked'
}
