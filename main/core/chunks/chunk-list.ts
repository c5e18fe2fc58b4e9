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

/** The hashes of a list with exactly `count` lines, or undefined: one line more or less, one other character, and it is no list. */
export function parseChunkList(bytes: Uint8Array, count: number): readonly Hash[] | undefined {
  if (bytes.length !== count * LINE) return undefined
  // One block of memory for all: a hundred gigabytes of video have 400,000 chunks.
  const all = new Uint8Array(count * 32)
  for (let line = 0; line < count; line++) {
    if (bytes[line * LINE + LINE - 1] !== 10) return undefined
    for (let i = 0; i < 32; i++) {
      const high = digitOf(bytes[line * LINE + 2 * i])
      const low = digitOf(bytes[line * LINE + 2 * i + 1])
      if (high < 0 || low < 0) return undefined
      all[line * 32 + i] = high * 16 + low
    }
  }
  return Array.from({ length: count }, (_, line) => all.subarray(line * 32, line * 32 + 32))
}

/** Value of a lower-case hexadecimal digit, or -1. */
function digitOf(code = 0): number {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 97 && code <= 102 ? code - 87 : -1
}

/** Where the list of a clip lies: `clips/0001.mp4.sha256-256K`. */
export function chunkListPath(clipPath: string, chunkSize: number): string {
  return `${clipPath}.sha256-${chunkSize / 1024}K`
}
