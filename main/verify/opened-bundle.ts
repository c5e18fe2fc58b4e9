import { joinBytes, toHex } from '../core/bytes.ts'
import {
  decryptChunk,
  verifyChunk,
  type ClipCipher,
  type SealedClip,
  type VerifiedBytes,
} from '../core/chunks/verify-chunk.ts'
import { PLAIN_CHUNK, plainSize, sealedChunkCount } from '../core/encryption/cipher-stream.ts'
import { parseDetails, type Details, type PlainFile } from '../core/encryption/details.ts'
import { DETAILS_PATH, type EncryptedCase } from '../core/encryption/encrypted-case.ts'
import { openChunk, type BundleKey } from '../crypto/bundle-key.ts'
import { sha256, startDigest } from '../crypto/hash.ts'

const MOST_DETAILS = 64 * 1024 * 1024

/** Why a bundle that the right key was brought for does not open: where its details are not as they must be. */
export interface DetailsFault {
  readonly field: string
}

/** An encrypted bundle that a recipient's key has opened: the case, and a key for each file until it is let go. */
export class OpenedBundle {
  readonly details: Details
  readonly #keys: ReadonlyMap<string, Uint8Array>
  readonly #compared = new Set<string>()
  readonly #undecryptable: (path: string, chunk: number) => void

  private constructor(
    details: Details,
    keys: ReadonlyMap<string, Uint8Array>,
    undecryptable: (path: string, chunk: number) => void,
  ) {
    this.details = details
    this.#keys = keys
    this.#undecryptable = undecryptable
  }

  /** Reads the details and derives the files' keys; the bundle key itself is let go of either way. */
  static async open(
    bundle: EncryptedCase,
    key: BundleKey,
    sealedDetails: SealedClip,
    undecryptable: (path: string, chunk: number) => void,
  ): Promise<OpenedBundle | DetailsFault> {
    const keys = new Map(bundle.files.map(({ path }) => [path, key.fileKey(path)]))
    key.forget()
    const cipher = cipherOf(keys.get(DETAILS_PATH), sealedDetails.bytes.size, () => undefined)
    const bytes = await readDecrypted({ ...sealedDetails, cipher }, MOST_DETAILS)
    const details = bytes && parseDetails(bytes, bundle)
    if (details?.ok) return new OpenedBundle(details.value, keys, undecryptable)
    for (const fileKey of keys.values()) fileKey.fill(0)
    return { field: details?.failure.reason === 'case.field' ? details.failure.field : DETAILS_PATH }
  }

  /** What the details say of a file that lies there encrypted. */
  plainAt(path: string): PlainFile | undefined {
    return this.details.plain.find((file) => file.path === path)
  }

  /** The clip as one that decrypts; the details themselves are no clip. */
  opened(clip: SealedClip): SealedClip {
    const about = this.details.case.clips.find(({ path }) => path === clip.path)
    const cipher = cipherOf(this.#keys.get(clip.path), clip.bytes.size, (chunk) =>
      this.#undecryptable(clip.path, chunk),
    )
    const plain = this.plainAt(clip.path)
    const told = { mediaType: about?.mediaType ?? clip.mediaType, sha256: plain?.sha256 ?? clip.sha256 }
    return { ...clip, ...told, cipher }
  }

  /** Whether the plaintext of a file still has to be compared with the digest in the details. */
  waits(path: string): boolean {
    return this.plainAt(path) !== undefined && !this.#compared.has(path)
  }

  noteCompared(path: string): void {
    this.#compared.add(path)
  }

  /** Fills every key with zeros: nothing is decrypted any more. */
  forget(): void {
    for (const key of this.#keys.values()) key.fill(0)
  }
}

function cipherOf(
  key: Uint8Array | undefined,
  size: number,
  undecryptable: (chunk: number) => void,
): ClipCipher {
  const plain = plainSize(size) ?? 0
  return {
    size: plain,
    chunkSize: PLAIN_CHUNK,
    chunkCount: sealedChunkCount(plain),
    decrypt: (nonce, sealed) => {
      const bytes = key && openChunk(key, nonce, sealed)
      if (!bytes) undecryptable(new DataView(nonce.buffer).getUint32(7))
      return bytes
    },
  }
}

/** The chunks of an opened clip one by one: hash compared, then decrypted. Ends before the first that is not as sealed. */
export async function* decryptedChunks(clip: SealedClip): AsyncGenerator<VerifiedBytes, boolean> {
  const hashes = await clip.chunkHashes()
  const count = hashes?.count ?? 0
  for (let chunk = 0; chunk < count; chunk++) {
    const offset = chunk * clip.chunkSize
    const read = await clip.bytes.read(offset, Math.min(clip.chunkSize, clip.bytes.size - offset))
    const sealed = verifyChunk(sha256, hashes?.of(chunk), read)
    const plain = sealed && clip.cipher && decryptChunk(clip.cipher, chunk, sealed)
    if (!plain) return false
    yield plain
  }
  return count > 0
}

/** The whole plaintext in memory, or undefined when it is larger than `limit` or not as sealed. */
export async function readDecrypted(clip: SealedClip, limit: number): Promise<Uint8Array | undefined> {
  if ((clip.cipher?.size ?? 0) > limit) return undefined
  const parts: Uint8Array[] = []
  const chunks = decryptedChunks(clip)
  for (let next = await chunks.next(); ; next = await chunks.next()) {
    if (next.done) return next.value ? joinBytes(parts) : undefined
    parts.push(next.value)
  }
}

/** SHA-256 of a plaintext, chunk by chunk. */
export class PlainDigest {
  readonly #chunks: AsyncGenerator<VerifiedBytes, boolean>
  readonly #digest = startDigest('SHA-256')

  constructor(clip: SealedClip) {
    this.#chunks = decryptedChunks(clip)
  }

  /** Bytes of the next chunk; none at the end, and then the digest, unless a chunk was not as sealed. */
  async next(): Promise<{ readonly bytes: number; readonly sha256: string | undefined }> {
    const { done, value } = await this.#chunks.next()
    if (done) return { bytes: 0, sha256: value && this.#digest ? toHex(this.#digest.digest()) : undefined }
    this.#digest?.update(value)
    // An empty file has one empty chunk: its end comes with the next step.
    return value.length > 0 ? { bytes: value.length, sha256: undefined } : this.next()
  }
}
