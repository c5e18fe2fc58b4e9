import type { Hash } from '../core/bytes.ts'
import { sha256, startDigest, type DigestName } from '../crypto/hash.ts'
import { continueCrc } from './open-container.ts'

/** Bytes in memory, or a part of a file that this process holds open. */
export type LaneData =
  Uint8Array | { readonly descriptor: number; readonly offset: number; readonly length: number }

/** What a lane is asked to do. */
export type LaneOrder =
  /** Carry on the digests of a file as a whole. */
  | {
      readonly kind: 'grow'
      readonly file: number
      readonly names: readonly DigestName[]
      readonly data: LaneData
    }
  /** Digest each chunk of the data by itself. */
  | { readonly kind: 'chunks'; readonly data: LaneData; readonly chunkSize: number }
  /** Give the digests of the file and forget it. */
  | { readonly kind: 'end'; readonly file: number }

export interface LaneAnswer {
  /** One SHA-256 a chunk. */
  readonly chunks: readonly Hash[]
  readonly digests: ReadonlyMap<DigestName, Hash | undefined>
  readonly crc: number
}

/** Gives the data block by block, none larger than asked for; a block is good until the next. */
export type ReadBlocks = (data: LaneData, blockSize: number) => Iterable<Uint8Array>

interface Running {
  readonly digests: ReadonlyMap<DigestName, ReturnType<typeof startDigest>>
  crc: number
}

// Small enough to stay in a core's own memory between reading and the two things done with it.
const BLOCK = 256 * 1024
const nothing: LaneAnswer = { chunks: [], digests: new Map(), crc: 0 }

/** Digests what it is given, order by order; knows files by number only, and decides nothing. */
export class DigestLane {
  readonly #read: ReadBlocks
  readonly #files = new Map<number, Running>()

  constructor(read: ReadBlocks) {
    this.#read = read
  }

  answer(order: LaneOrder): LaneAnswer {
    if (order.kind === 'chunks')
      return { ...nothing, chunks: Array.from(this.#read(order.data, order.chunkSize), sha256) }
    if (order.kind === 'end') return this.#end(order.file)
    const running = this.#files.get(order.file) ?? start(order.names)
    this.#files.set(order.file, running)
    for (const block of this.#read(order.data, BLOCK)) {
      for (const digest of running.digests.values()) digest?.update(block)
      running.crc = continueCrc(block, running.crc)
    }
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
