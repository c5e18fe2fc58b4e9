import type { ByteSource, Sha256 } from '../core/bytes.ts'
import {
  chunksOf,
  decryptChunk,
  recordingOf,
  storedRange,
  verifyChunk,
  type SealedClip,
  type VerifiedBytes,
} from '../core/chunks/verify-chunk.ts'

/** A clip's bytes, each chunk checked against the seal before any of it is handed on. */
export interface VerifiedSource extends ByteSource {
  /** The whole chunk, or undefined when it does not match the seal; rejects when it cannot be read at all. */
  readChunk(chunk: number): Promise<VerifiedBytes | undefined>
}

/** Bytes were asked for that lie in a chunk which does not match the seal. */
export class BrokenChunkError extends Error {
  readonly chunk: number
  constructor(chunk: number) {
    super(`chunk ${chunk} does not match the seal`)
    this.name = 'BrokenChunkError'
    this.chunk = chunk
  }
}

/** Verified bytes kept in memory a clip: two seconds of most recordings, and never fewer than four chunks. */
const cacheBytes = 8 * 1024 * 1024

/** `onBroken` is told once a chunk; a chunk that was broken once stays broken as long as the source lives. */
export function verifiedSource(
  clip: SealedClip,
  sha256: Sha256,
  onBroken: (chunk: number) => void,
): VerifiedSource {
  const broken = new Set<number>()
  const kept = keepRecent<Promise<VerifiedBytes | undefined>>(
    Math.max(4, Math.floor(cacheBytes / clip.chunkSize)),
  )

  async function check(chunk: number): Promise<VerifiedBytes | undefined> {
    const { offset, length } = storedRange(clip, chunk)
    const hashes = await clip.chunkHashes()
    // Without the sealed list nothing is known of the chunk: not handed out, and not called broken.
    if (!hashes) return undefined
    const sealed = verifyChunk(sha256, hashes.of(chunk), await clip.bytes.read(offset, length))
    const bytes = sealed && clip.cipher ? decryptChunk(clip.cipher, chunk, sealed) : sealed
    if (bytes) return bytes
    broken.add(chunk)
    onBroken(chunk)
    return undefined
  }

  function readChunk(chunk: number): Promise<VerifiedBytes | undefined> {
    if (broken.has(chunk)) return Promise.resolve(undefined)
    return kept.get(chunk, () => check(chunk))
  }

  return {
    size: recordingOf(clip).size,
    readChunk,
    read: (offset, length) => gather(clip, readChunk, offset, length),
  }
}

async function gather(
  clip: SealedClip,
  readChunk: VerifiedSource['readChunk'],
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const { size, chunkSize } = recordingOf(clip)
  if (offset < 0 || length < 0 || offset + length > size) {
    throw new RangeError(`bytes ${offset}+${length} of ${size}`)
  }
  const bytes = new Uint8Array(length)
  if (length === 0) return bytes
  const { first, last } = chunksOf(clip, offset, length)
  for (let chunk = first; chunk <= last; chunk++) {
    const whole = await readChunk(chunk)
    if (!whole) throw new BrokenChunkError(chunk)
    const start = chunk * chunkSize
    const part = whole.subarray(Math.max(0, offset - start), Math.min(whole.length, offset + length - start))
    bytes.set(part, Math.max(0, start - offset))
  }
  return bytes
}

/** The last `limit` results by number; one that failed to come is asked for again next time. */
function keepRecent<T extends Promise<unknown>>(limit: number) {
  const results = new Map<number, T>()
  return {
    get(key: number, make: () => T): T {
      const result = results.get(key) ?? make()
      results.delete(key)
      results.set(key, result)
      result.catch(() => results.delete(key))
      for (const oldest of results.keys()) {
        if (results.size <= limit) break
        results.delete(oldest)
      }
      return result
    },
  }
}
