import { createHash } from 'node:crypto'
import { sourceOf, toHex, type ByteSource, type Sha256 } from '../../main/core/bytes.ts'
import type { SealedClip } from '../../main/core/chunks/verify-chunk.ts'

export const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())

/** A clip sealed as `sealed`, whose bytes on disk now read as `found`. */
export function sealedClip(
  sealed: Uint8Array,
  options: { chunkSize?: number; found?: Uint8Array; bytes?: ByteSource; mediaType?: string } = {},
): SealedClip {
  const chunkSize = options.chunkSize ?? 256 * 1024
  const count = Math.ceil(sealed.length / chunkSize)
  return {
    number: 1,
    path: 'clips/0001.mp4',
    mediaType: options.mediaType ?? 'video/mp4',
    sha256: toHex(sha256(sealed)),
    chunkSize,
    bytes: options.bytes ?? sourceOf(options.found ?? sealed),
    chunkHashes: () =>
      Promise.resolve({
        count,
        of: (chunk) =>
          chunk < count ? sha256(sealed.subarray(chunk * chunkSize, (chunk + 1) * chunkSize)) : undefined,
      }),
  }
}

/** Bytes that differ from their neighbours and repeat nowhere soon. */
export function countedBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8) * 7) & 255)
}

export function flipped(bytes: Uint8Array, at: number, bit = 1): Uint8Array {
  const copy = bytes.slice()
  copy[at] = (copy[at] ?? 0) ^ bit
  return copy
}
