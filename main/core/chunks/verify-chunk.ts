import { equalBytes, type ByteSource, type Hash, type Sha256 } from '../bytes.ts'
import type { ChunkHashes } from './chunk-list.ts'

declare const verified: unique symbol

/** Bytes whose chunk hash equals the sealed one. Only `verifyChunk` makes them; only they reach the decoder. */
export type VerifiedBytes = Uint8Array & { readonly [verified]: true }

/** A clip as the seal describes it: where its bytes lie and what each chunk must hash to. */
export interface SealedClip {
  /** Position in case.json, from 1. */
  readonly number: number
  readonly path: string
  readonly mediaType: string
  /** SHA-256 of the whole clip, lower-case hex. */
  readonly sha256: string
  /** Bytes of a full chunk; the last may be shorter. */
  readonly chunkSize: number
  /** Not yet verified: whoever reads here goes through `verifyChunk`. */
  readonly bytes: ByteSource
  /**
   * One SHA-256 a chunk: read and compared with the seal when first asked for. Undefined when the list is not the
   * sealed one; then no chunk can be verified. Rejects when the medium is gone.
   */
  chunkHashes(): Promise<ChunkHashes | undefined>
}

/** The chunk as verified bytes, or undefined when it does not hash to what was sealed. */
export function verifyChunk(
  sha256: Sha256,
  expected: Hash | undefined,
  chunk: Uint8Array,
): VerifiedBytes | undefined {
  return expected && equalBytes(sha256(chunk), expected) ? (chunk as VerifiedBytes) : undefined
}

/** Where a chunk lies in its clip, in bytes. */
export function chunkRange(
  clip: SealedClip,
  chunk: number,
): { readonly offset: number; readonly length: number } {
  const offset = chunk * clip.chunkSize
  return { offset, length: Math.min(clip.chunkSize, clip.bytes.size - offset) }
}

/** The first and last chunk, both counted, that hold a non-empty range of bytes. */
export function chunksOf(
  clip: SealedClip,
  offset: number,
  length: number,
): { readonly first: number; readonly last: number } {
  return {
    first: Math.floor(offset / clip.chunkSize),
    last: Math.floor((offset + length - 1) / clip.chunkSize),
  }
}
