import type { Sha256 } from '../bytes.ts'
import type { CertificateFacts } from '../seal/bundle-facts.ts'
import type { State } from '../seal/finding.ts'
import type { SessionKey } from '../signing.ts'
import type { ledgerReasons } from './ledger-reasons.ts'

/** Why the owner of a certificate cannot simply be believed, though the signature holds. */
export type IdentityDoubt = (typeof ledgerReasons)['identity'][number]

/**
 * What a detached CMS over known content came to. `trust` is absent where nobody judged the certificate; unless it is
 * `passed`, `doubt` may say why.
 */
export type CmsJudgement =
  | {
      readonly ok: true
      readonly certificate: CertificateFacts
      readonly trust?: State
      readonly doubt?: IdentityDoubt
    }
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
