import type { CertificateFacts } from './seal/bundle-facts.ts'

/** A person's or device's key, wherever it lies. It signs; it never shows itself. */
export interface SigningIdentity {
  readonly facts: CertificateFacts
  /** DER. */
  readonly certificate: Uint8Array
  /** DER, issuer of the certificate first. */
  readonly chain: readonly Uint8Array[]
  /** True for the identity that ships for trying out. */
  readonly sample: boolean
  /** Detached CMS (CAdES baseline B-B) over the content, DER. PDF signatures must not carry a signing time. */
  signCms(content: Uint8Array, signingTime?: Date): Promise<Uint8Array>
}

/** A key that lives for one session: P-256, signatures are 64 bytes r‖s. */
export interface SessionKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  sign(bytes: Uint8Array): Uint8Array
  /** The private half is gone afterwards. */
  forget(): void
}
