import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { equalBytes, fromHex, toHex } from '../core/bytes.ts'
import { COMMITMENT_INFO, fileKeyInfo } from '../core/encryption/cipher-stream.ts'

const tagLength = 16

/**
 * The one secret of an encrypted bundle. Every file has a key of its own, derived from it, the bundle's id and the
 * file's path; a key is made anew for each bundle and cannot be handed in for sealing, so no nonce is used twice.
 */
export class BundleKey {
  readonly #secret: Uint8Array
  readonly #bundleId: string

  private constructor(secret: Uint8Array, bundleId: string) {
    this.#secret = secret
    this.#bundleId = bundleId
  }

  /** A new one, for a bundle about to be sealed. */
  static make(bundleId: string): BundleKey {
    return new BundleKey(new Uint8Array(randomBytes(32)), bundleId)
  }

  /**
   * The key that an envelope held, or undefined when it is not the one that the bundle is committed to: whoever gets
   * another key than the other recipients would read other evidence from the same ciphertext.
   */
  static of(secret: Uint8Array, bundleId: string, commitment: string): BundleKey | undefined {
    if (secret.length !== 32) return undefined
    const key = new BundleKey(secret, bundleId)
    return equalBytes(fromHex(key.commitment) ?? new Uint8Array(), fromHex(commitment) ?? secret)
      ? key
      : undefined
  }

  /** What the clear case.json says of the key, lower-case hex. */
  get commitment(): string {
    return toHex(this.#derive(COMMITMENT_INFO))
  }

  fileKey(path: string): Uint8Array {
    return this.#derive(fileKeyInfo(path))
  }

  /** Hands the secret to whoever puts it into the envelope; the copy is theirs to clear. */
  copy(): Uint8Array {
    return Uint8Array.from(this.#secret)
  }

  forget(): void {
    this.#secret.fill(0)
  }

  #derive(info: string): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#secret, this.#bundleId, info, 32))
  }
}

/** A chunk with its tag under a file's key. */
export function sealChunk(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  const sealed = new Uint8Array(plain.length + tagLength)
  sealed.set(cipher.update(plain))
  cipher.final()
  sealed.set(cipher.getAuthTag(), plain.length)
  return sealed
}

/** The chunk's plaintext, or undefined when key, nonce or a byte is another. */
export function openChunk(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < tagLength) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    decipher.setAuthTag(sealed.subarray(-tagLength))
    const plain = decipher.update(sealed.subarray(0, -tagLength))
    decipher.final()
    return new Uint8Array(plain.buffer, plain.byteOffset, plain.length)
  } catch {
    return undefined
  }
}
