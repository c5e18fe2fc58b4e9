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
      readonly crc: boolean
    }
  /** Digest each chunk of the data by itself. */
  | {
      readonly kind: 'chunks'
      readonly data: LaneData
      readonly chunkSize: number
      readonly crc: boolean
    }
  /** Give the digests of the file and forget it. */
  | { readonly kind: 'end'; readonly file: number }

export interface LaneAnswer {
  /** One SHA-256 a chunk. */
  readonly chunks: readonly Hash[]
  readonly digests: ReadonlyMap<DigestName, Hash | undefined>
  /** Of this order's data, where it was asked for. */
  readonly crc: number
}

/** Gives the data block by block, none larger than asked for; a block is good until the next. */
export type ReadBlocks = (data: LaneData, blockSize: number) => Iterable<Uint8Array>

type Running = ReadonlyMap<DigestName, ReturnType<typeof startDigest>>

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
    if (order.kind === 'end') return this.#end(order.file)
    return order.kind === 'chunks' ? this.#chunks(order) : this.#grow(order)
  }

  #chunks({ data, chunkSize, crc }: LaneOrder & { readonly kind: 'chunks' }): LaneAnswer {
    const chunks: Hash[] = []
    let sum = 0
    for (const chunk of this.#read(data, chunkSize)) {
      chunks.push(sha256(chunk))
      if (crc) sum = continueCrc(chunk, sum)
    }
    return { ...nothing, chunks, crc: sum }
  }

  #grow({ file, names, data, crc }: LaneOrder & { readonly kind: 'grow' }): LaneAnswer {
    const running = this.#files.get(file) ?? new Map(names.map((name) => [name, startDigest(name)]))
    this.#files.set(file, running)
    let sum = 0
    for (const block of this.#read(data, BLOCK)) {
      for (const digest of running.values()) digest?.update(block)
      if (crc) sum = continueCrc(block, sum)
    }
    return { ...nothing, crc: sum }
  }

  #end(file: number): LaneAnswer {
    const running = [...(this.#files.get(file) ?? [])]
    this.#files.delete(file)
    return { ...nothing, digests: new Map(running.map(([name, digest]) => [name, digest?.digest()])) }
  }
}
