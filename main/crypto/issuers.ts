import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Certificate } from './certificate.ts'

/** The certificates above, without the self-issued root: whoever judges must have that from elsewhere. */
export function issuersOf(own: Certificate, all: readonly Certificate[]): readonly Certificate[] {
  const chain: Certificate[] = []
  let last = own
  for (;;) {
    const issuer = all.find(({ subject }) => Buffer.compare(subject, last.issuer) === 0)
    const selfIssued = issuer && Buffer.compare(issuer.subject, issuer.issuer) === 0
    if (!issuer || selfIssued || chain.includes(issuer)) return chain
    chain.push(issuer)
    last = issuer
  }
}

/** Whether the certificate was issued for this very key. */
export function belongsTo(certificate: Certificate, key: KeyObject): boolean {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return Buffer.compare(spki, certificate.key.spki) === 0
}
