import type { CertificateFacts } from '../seal/bundle-facts.ts'

/** How an identity stands to its certificate today. */
export type IdentityState = 'noCertificate' | 'notYetValid' | 'valid' | 'expiresSoon' | 'expired'

/** Somebody who can sign on this workstation; the key itself is never part of this. */
export interface IdentityFacts {
  readonly id: string
  /** What people call it here; the certificate says who it is. */
  readonly name: string
  readonly kind: 'keyFile' | 'token'
  /** "RSA 3072", "EC P-256". */
  readonly algorithm: string
  readonly padding: 'pkcs1' | 'pss'
  /** Label of the card; null for a key file. */
  readonly token: string | null
  readonly certificate: CertificateFacts | null
  readonly state: IdentityState
  /** Under the sample's authority: for trying out. */
  readonly sample: boolean
}

/** Days before its end from which a certificate is said to run out. */
export const soonDays = 30

/** The state of a certificate on a day; null: none was taken in yet. */
export function identityState(certificate: CertificateFacts | null, now: Date): IdentityState {
  if (!certificate) return 'noCertificate'
  const [from, to] = [Date.parse(certificate.notBefore), Date.parse(certificate.notAfter)]
  if (now.getTime() < from) return 'notYetValid'
  if (now.getTime() > to) return 'expired'
  return to - now.getTime() < soonDays * 86_400_000 ? 'expiresSoon' : 'valid'
}
