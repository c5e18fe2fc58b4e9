import { fromHex, toHex, utf8, type Hash } from '../bytes.ts'

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
  const hashes: Hash[] = []
  for (let at = 0; at < bytes.length; at += LINE) {
    const hash = fromHex(String.fromCharCode(...bytes.subarray(at, at + LINE - 1)))
    if (!hash || bytes[at + LINE - 1] !== 10) return undefined
    hashes.push(hash)
  }
  return hashes
}

/** Where the list of a clip lies: `clips/0001.mp4.sha256-256K`. */
export function chunkListPath(clipPath: string, chunkSize: number): string {
  return `${clipPath}.sha256-${chunkSize / 1024}K`
}
