/** Plaintext bytes of a full chunk; the same as the chunks of a clip that is not encrypted. */
export const PLAIN_CHUNK = 256 * 1024

const TAG = 16

/** Bytes of a full chunk as it lies in the bundle: ciphertext and its tag. */
export const SEALED_CHUNK = PLAIN_CHUNK + TAG

/** Chunks a plaintext of so many bytes has: at least one, since the last one says that it is the last. */
export function sealedChunkCount(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / PLAIN_CHUNK))
}

/** Bytes that a plaintext has once it is encrypted. */
export function sealedSize(bytes: number): number {
  return bytes + TAG * sealedChunkCount(bytes)
}

/** Bytes of the plaintext; undefined for sizes that no plaintext comes to. Only an empty file has an empty chunk. */
export function plainSize(size: number): number | undefined {
  const last = size % SEALED_CHUNK
  const possible = Number.isSafeInteger(size) && (size === TAG || (size > TAG && (last === 0 || last > TAG)))
  return possible ? size - TAG * Math.ceil(size / SEALED_CHUNK) : undefined
}

/** Most chunks a file can have: the counter in the nonce has 32 bits (one pebibyte). */
const MOST_CHUNKS = 2 ** 32

/**
 * Nonce of a chunk, counted from 0, in a file of `count` chunks: seven zero bytes, the chunk as u32 in network order,
 * 1 for the last one and 0 for all others. Undefined when there is no such chunk.
 */
export function chunkNonce(chunk: number, count: number): Uint8Array | undefined {
  if (!Number.isInteger(chunk) || chunk < 0 || chunk >= count || count > MOST_CHUNKS) return undefined
  const nonce = new Uint8Array(12)
  new DataView(nonce.buffer).setUint32(7, chunk)
  nonce[11] = chunk === count - 1 ? 1 : 0
  return nonce
}

/** What the key of one file is derived for (HKDF `info`); no two files of a bundle have one path. */
export function fileKeyInfo(path: string): string {
  return `asservat-file-key/1 ${path}`
}

/** What the commitment to the bundle key is derived for. */
export const COMMITMENT_INFO = 'asservat-key-commitment/1'
