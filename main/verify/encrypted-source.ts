import { createHash } from 'node:crypto'
import type { ByteSource, Hash } from '../core/bytes.ts'
import {
  chunkNonce,
  PLAIN_CHUNK,
  SEALED_CHUNK,
  sealedChunkCount,
  sealedSize,
} from '../core/encryption/cipher-stream.ts'
import { sealChunk } from '../crypto/bundle-key.ts'

/** A file's ciphertext, read once from front to back in whole chunks: no chunk is ever encrypted twice under a nonce. */
export class EncryptedSource implements ByteSource {
  readonly size: number
  readonly #file: ByteSource
  readonly #key: Uint8Array
  readonly #plain = createHash('sha256')
  #next = 0

  constructor(file: ByteSource, key: Uint8Array) {
    this.size = sealedSize(file.size)
    this.#file = file
    this.#key = key
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const count = Math.ceil(length / SEALED_CHUNK)
    if (offset !== this.#next * SEALED_CHUNK || length !== Math.min(count * SEALED_CHUNK, this.size - offset))
      throw new RangeError(`bytes ${offset}+${length} out of turn`)
    const sealed = new Uint8Array(length)
    for (let i = 0; i < count; i++) sealed.set(await this.#chunk(), i * SEALED_CHUNK)
    return sealed
  }

  async #chunk(): Promise<Uint8Array> {
    const chunk = this.#next++
    const nonce = chunkNonce(chunk, sealedChunkCount(this.#file.size))
    if (!nonce) throw new RangeError(`no chunk ${chunk}`)
    const from = chunk * PLAIN_CHUNK
    const plain = await this.#file.read(from, Math.min(PLAIN_CHUNK, this.#file.size - from))
    this.#plain.update(plain)
    return sealChunk(this.#key, nonce, plain)
  }

  /** SHA-256 of the plaintext, once all of it was read; the key is gone afterwards. */
  finish(): Hash {
    if (this.#next !== sealedChunkCount(this.#file.size)) throw new RangeError('not read to the end')
    this.#key.fill(0)
    return new Uint8Array(this.#plain.digest())
  }
}
