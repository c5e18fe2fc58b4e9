import { canonicalBytes } from '../core/canonical.ts'
import type { TrustFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SignerFacts } from '../core/seal/bundle-facts.ts'
import type { Trust } from '../crypto/trust.ts'
import { verifyDetached } from '../crypto/verify-detached.ts'

/** Format word of what two persons sign when they confirm a trust file. */
export const CONFIRMATION_FORMAT = 'asservat-trust-confirmation/1'

/** What each of the two signs: canonical JSON that names the file by its digest, its version, and its root. */
export function confirmationBytes(trust: string, version: string, root: string): Uint8Array {
  return canonicalBytes({ format: CONFIRMATION_FORMAT, trust, version, root })
}

/** Who confirmed. `entitling`: the trust that says who may (role `reviewer`); one in nobody asks only whether the signature holds. */
export function personOf(
  statement: Uint8Array,
  cms: Uint8Array,
  entitling: Trust,
  now: Date,
): Result<SignerFacts, TrustFailure> {
  const { findings, signers, cryptography } = verifyDetached(statement, cms, entitling, now, 'reviewer')
  const [signer, ...others] = signers
  const sound = cryptography === 'passed' && signer !== undefined && others.length === 0
  const entitled = entitling.anchors.length === 0 || findings.every(({ state }) => state === 'passed')
  if (sound && entitled) return ok(signer)
  return fail({ code: 'trust.personNotEntitled', subject: signer?.subject ?? '' })
}

/** Two, and not one person twice: neither a certificate nor a name may come again. */
export function areTwoPersons(persons: readonly SignerFacts[]): boolean {
  const certificates = new Set(persons.map(({ sha256 }) => sha256))
  const names = new Set(persons.map(({ subject }) => subject))
  return persons.length === 2 && certificates.size === 2 && names.size === 2
}
