import type { KeyFailure } from '../core/failure.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { tryCertificate } from './certificate.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { readPath } from './read-path.ts'
import type { Trust } from './trust.ts'

/**
 * Why nobody should sign with this certificate now: it or one above it is out of its dates, or a list at hand has
 * revoked it. undefined says only that nothing speaks against it; whether its issuer is trusted is another question.
 */
export function signingObstacle(
  identity: Pick<SigningIdentity, 'certificate' | 'chain'>,
  trust: Trust,
  now: Date,
): KeyFailure | undefined {
  const leaf = tryCertificate(identity.certificate)
  if (!leaf) return { code: 'key.notAKeyFile', name: '' }
  const known = gatherEvidence([], trust)
  const chain = identity.chain.flatMap((der) => tryCertificate(der) ?? [])
  const path = readPath(leaf, { ...known, certificates: [leaf, ...chain, ...known.certificates] }, 'reviewer')
  for (const { subject, notBefore, notAfter } of path.validity) {
    if (now.getTime() < notBefore) return { code: 'key.notYetValid', subject, from: iso(notBefore) }
    if (now.getTime() > notAfter) return { code: 'key.expired', subject, until: iso(notAfter) }
  }
  const revoked = path.revocation.find(({ state }) => state === 'revoked')
  if (!revoked) return undefined
  return { code: 'key.revoked', subject: revoked.subject, at: iso(revoked.revokedAt ?? 0) }
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
