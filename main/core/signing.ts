import type { KeyFailure } from './failure.ts'
import { fail, type Result } from './result.ts'
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
  /** Detached CMS (CAdES baseline B-B) over the content, DER. PDF signatures must not carry a signing time. Rejects with `SigningRefused`. */
  signCms(content: Uint8Array, signingTime?: Date): Promise<Uint8Array>
  /** 32 secret bytes that only this key gives, for a purpose of that name; absent where the key cannot leave its token. */
  secretFor?(purpose: string): Uint8Array
  /** What a CMS envelope (AuthEnvelopedData, DER) holds for this key's certificate; undefined when it is for others. */
  openEnvelope?(envelope: Uint8Array): Promise<Uint8Array | undefined>
  /** Lets go of the key: it signs no more, and a token is logged out. */
  forget?(): Promise<void>
}

/** Thrown by `signCms` when the key's holder does not sign: a token pulled out, a key that was let go. */
export class SigningRefused extends Error {
  readonly failure: KeyFailure

  constructor(failure: KeyFailure) {
    super(failure.code)
    this.failure = failure
  }
}

/** The act's own answer, or the failure of a key that refused in the middle of it. */
export async function unlessRefused<T, F>(
  act: () => Promise<Result<T, F>>,
): Promise<Result<T, F | KeyFailure>> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof SigningRefused) return fail(error.failure)
    throw error
  }
}

/** A key that lives for one session: P-256, signatures are 64 bytes r‖s. */
export interface SessionKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  sign(bytes: Uint8Array): Uint8Array
  /** The private half is gone afterwards. */
  forget(): void
}
