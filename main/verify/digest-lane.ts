import type { Hash } from '../core/bytes.ts'
import { sha256, startDigest, type DigestName } from '../crypto/hash.ts'
import { continueCrc } from './open-container.ts'

/** What a lane is asked to do with bytes; the bytes stay the asker's until the answer has come. */
export type LaneOrder =
  /** Carry on the digests of a file as a whole. */
  | {
      readonly kind: 'grow'
      readonly file: number
      readonly names: readonly DigestName[]
      readonly bytes: Uint8Array
    }
  /** Digest each chunk of these bytes by itself. */
  | { readonly kind: 'chunks'; readonly bytes: Uint8Array; readonly chunkSize: number }
  /** Give the digests of the file and forget it. */
  | { readonly kind: 'end'; readonly file: number }

export interface LaneAnswer {
  /** One SHA-256 a chunk. */
  readonly chunks: readonly Hash[]
  readonly digests: ReadonlyMap<DigestName, Hash | undefined>
  readonly crc: number
}

interface Running {
  readonly digests: ReadonlyMap<DigestName, ReturnType<typeof startDigest>>
  crc: number
}

const nothing: LaneAnswer = { chunks: [], digests: new Map(), crc: 0 }

/** Digests what it is given, order by order; knows files by number only, and decides nothing. */
export class DigestLane {
  readonly #files = new Map<number, Running>()

  answer(order: LaneOrder): LaneAnswer {
    if (order.kind === 'chunks') return { ...nothing, chunks: chunkHashes(order.bytes, order.chunkSize) }
    if (order.kind === 'end') return this.#end(order.file)
    const running = this.#files.get(order.file) ?? start(order.names)
    this.#files.set(order.file, running)
    for (const digest of running.digests.values()) digest?.update(order.bytes)
    running.crc = continueCrc(order.bytes, running.crc)
    return nothing
  }

  #end(file: number): LaneAnswer {
    const running = this.#files.get(file)
    this.#files.delete(file)
    if (!running) return nothing
    const digests = new Map([...running.digests].map(([name, digest]) => [name, digest?.digest()]))
    return { ...nothing, digests, crc: running.crc }
  }
}

function start(names: readonly DigestName[]): Running {
  return { digests: new Map(names.map((name) => [name, startDigest(name)])), crc: 0 }
}

function chunkHashes(bytes: Uint8Array, chunkSize: number): Hash[] {
  const hashes: Hash[] = []
  for (let at = 0; at < bytes.length; at += chunkSize) hashes.push(sha256(bytes.subarray(at, at + chunkSize)))
  return hashes
}
