import type { KeyFailure } from '../core/failure.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { allows } from '../core/seal/algorithm-policy.ts'
import { tryCertificate, type Certificate } from './certificate.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { maySign } from './path-rules.ts'
import { keyBits } from './public-key.ts'
import { readPath } from './read-path.ts'
import { LEAST_EXPONENT } from './signature-value.ts'
import type { Trust } from './trust.ts'

/**
 * Why nobody should sign with this certificate now: its key is too weak for the policy or kept for other work, it or
 * one above it is out of its dates, or a list at hand has revoked it. undefined says only that nothing speaks against it; whether its issuer is trusted is another question.
 */
export function signingObstacle(
  identity: Pick<SigningIdentity, 'certificate' | 'chain'>,
  trust: Trust,
  now: Date,
): KeyFailure | undefined {
  const leaf = tryCertificate(identity.certificate)
  if (!leaf) return { code: 'key.notAKeyFile', name: '' }
  if (!isStrong(leaf, trust, now)) return { code: 'key.unsupported', algorithm: leaf.facts.keyAlgorithm }
  if (!maySign(leaf, 'documents')) return { code: 'key.notForSigning', subject: leaf.facts.subject }
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

/** Whether the policy allows some signature by this key today. */
function isStrong({ key }: Certificate, { policy }: Trust, now: Date): boolean {
  const schemes = { rsa: ['RSA-PKCS1', 'RSA-PSS'], ec: ['ECDSA'], ed25519: ['Ed25519'], unknown: [] }[
    key.kind
  ]
  const use = { use: 'signature', bits: keyBits(key), subject: '' } as const
  const exponent = key.kind !== 'rsa' || key.exponent >= LEAST_EXPONENT
  return exponent && schemes.some((name) => allows(policy, { ...use, name }, now.getTime()))
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
