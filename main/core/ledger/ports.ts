import type { Sha256 } from '../bytes.ts'
import type { CertificateFacts } from '../seal/bundle-facts.ts'
import type { State } from '../seal/finding.ts'
import type { SessionKey } from '../signing.ts'

/** What a detached CMS over known content came to. `trust` is absent where nobody judged the certificate's chain. */
export type CmsJudgement =
  | { readonly ok: true; readonly certificate: CertificateFacts; readonly trust?: State }
  | { readonly ok: false; readonly reason: string }

/** All that the ledger needs and core does not have: hashes, keys, the clock and chance. */
export interface LedgerPorts {
  readonly sha256: Sha256
  makeSessionKey(): SessionKey
  /** ECDSA P-256 over SHA-256 of the bytes, 64 bytes r‖s, key as SubjectPublicKeyInfo. */
  verifySession(spki: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean
  verifyCms(content: Uint8Array, cms: Uint8Array): CmsJudgement
  now(): Date
  random(length: number): Uint8Array
  uuid(): string
}
