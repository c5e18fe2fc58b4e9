import { toHex, utf8, type Hash } from '../bytes.ts'

/** Bytes a chunk has unless case.json says otherwise: measured best for reading while seeking. */
export const DEFAULT_CHUNK_SIZE = 256 * 1024

const LINE = 65

/** Chunk sizes that are read: powers of two from 64 KiB to 16 MiB. */
export function isChunkSize(size: number): boolean {
  return Number.isInteger(Math.log2(size)) && size >= 64 * 1024 && size <= 16 * 1024 * 1024
}

/** Chunks of a file; an empty file has none. */
export function chunkCount(size: number, chunkSize: number): number {
  return Math.ceil(size / chunkSize)
}

/** The list as it lies in the bundle: one lower-case SHA-256 and a line feed a chunk. */
export function printChunkList(hashes: readonly Hash[]): Uint8Array {
  return utf8(hashes.map((hash) => `${toHex(hash)}\n`).join(''))
}

/** The sealed hashes of a clip's chunks, in order. */
export interface ChunkHashes {
  readonly count: number
  /** The hash of a chunk, counted from 0; undefined when there is no such chunk. */
  of(chunk: number): Hash | undefined
}

/** Bytes that a list of so many chunks has. */
export function chunkListSize(count: number): number {
  return count * LINE
}

/** Reads a list part by part: one line more or less, one other character, and it is no list. */
export class ChunkListReader {
  readonly #count: number
  // One block of memory for all: a hundred gigabytes of video have 400,000 chunks.
  readonly #all: Uint8Array
  #line = 0
  #column = 0
  #high = 0
  #good = true

  constructor(count: number) {
    this.#count = count
    this.#all = new Uint8Array(count * 32)
  }

  take(part: Uint8Array): void {
    for (const code of part) {
      if (!this.#good) return
      this.#good = this.#line < this.#count && this.#accept(code)
    }
  }

  #accept(code: number): boolean {
    if (this.#column === LINE - 1) {
      this.#column = 0
      this.#line++
      return code === 10
    }
    const digit = digitOf(code)
    if (this.#column % 2 === 0) this.#high = digit
    else this.#all[this.#line * 32 + (this.#column >> 1)] = this.#high * 16 + digit
    this.#column++
    return digit >= 0
  }

  /** The hashes, or undefined when the parts together were not exactly `count` lines. */
  finish(): ChunkHashes | undefined {
    const whole = this.#good && this.#line === this.#count && this.#column === 0
    return whole ? hashesIn(this.#all) : undefined
  }
}

function hashesIn(all: Uint8Array): ChunkHashes {
  const count = all.length / 32
  return {
    count,
    of: (chunk) => (chunk >= 0 && chunk < count ? all.subarray(chunk * 32, chunk * 32 + 32) : undefined),
  }
}

/** The hashes of a list with exactly `count` lines, or undefined when it is none. */
export function parseChunkList(bytes: Uint8Array, count: number): ChunkHashes | undefined {
  if (bytes.length !== chunkListSize(count)) return undefined
  const reader = new ChunkListReader(count)
  reader.take(bytes)
  return reader.finish()
}

/** Value of a lower-case hexadecimal digit, or -1. */
function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 97 && code <= 102 ? code - 87 : -1
}

/** Where the list of a clip lies: `clips/0001.mp4.sha256-256K`; of an encrypted file `data/0001.sha256-262160`. */
export function chunkListPath(path: string, chunkSize: number): string {
  return `${path}.sha256-${chunkSize % 1024 === 0 ? `${chunkSize / 1024}K` : chunkSize}`
}
