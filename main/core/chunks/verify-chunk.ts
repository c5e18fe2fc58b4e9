import { equalBytes, type ByteSource, type Hash, type Sha256 } from '../bytes.ts'
import { chunkNonce } from '../encryption/cipher-stream.ts'
import type { ChunkHashes } from './chunk-list.ts'

declare const verified: unique symbol

/**
 * Bytes whose chunk hash equals the sealed one, or what such bytes decrypt to. Only `verifyChunk` and `decryptChunk`
 * make them; only they reach the decoder.
 */
export type VerifiedBytes = Uint8Array & { readonly [verified]: true }

/** How the chunks of an encrypted clip that has been opened become those of the recording. */
export interface ClipCipher {
  /** Bytes of the recording. */
  readonly size: number
  /** Bytes of the recording that a full chunk holds. */
  readonly chunkSize: number
  readonly chunkCount: number
  /** AES-256-GCM with the clip's own key; undefined when the tag does not hold. */
  decrypt(nonce: Uint8Array, sealed: Uint8Array): Uint8Array | undefined
}

/** A clip as the seal describes it: where its bytes lie and what each chunk must hash to. */
export interface SealedClip {
  /** Position in case.json, from 1. */
  readonly number: number
  readonly path: string
  readonly mediaType: string
  /** SHA-256 of the whole clip, lower-case hex. */
  readonly sha256: string
  /** Bytes of a full chunk as it lies in the bundle; the last may be shorter. */
  readonly chunkSize: number
  /** Of an encrypted clip that has been opened. */
  readonly cipher?: ClipCipher
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

/** The recording's bytes in a verified chunk of an encrypted clip, or undefined when its key does not open it there. */
export function decryptChunk(
  cipher: ClipCipher,
  chunk: number,
  sealed: VerifiedBytes,
): VerifiedBytes | undefined {
  const nonce = chunkNonce(chunk, cipher.chunkCount)
  const plain = nonce && cipher.decrypt(nonce, sealed)
  return plain?.length === rangeOf(cipher, chunk).length ? (plain as VerifiedBytes) : undefined
}

/** Bytes of the recording, and how many of them a full chunk holds: of an encrypted clip those of the plaintext. */
export function recordingOf(clip: SealedClip): { readonly size: number; readonly chunkSize: number } {
  return clip.cipher ?? { size: clip.bytes.size, chunkSize: clip.chunkSize }
}

/** Where a chunk lies in the bundle, counted from the clip's first byte there. */
export function storedRange(
  clip: SealedClip,
  chunk: number,
): { readonly offset: number; readonly length: number } {
  return rangeOf({ size: clip.bytes.size, chunkSize: clip.chunkSize }, chunk)
}

/** Where a chunk lies in its recording, in bytes. */
export function chunkRange(
  clip: SealedClip,
  chunk: number,
): { readonly offset: number; readonly length: number } {
  return rangeOf(recordingOf(clip), chunk)
}

function rangeOf(
  { size, chunkSize }: { readonly size: number; readonly chunkSize: number },
  chunk: number,
): { readonly offset: number; readonly length: number } {
  const offset = chunk * chunkSize
  return { offset, length: Math.min(chunkSize, size - offset) }
}

/** The first and last chunk, both counted, that hold a non-empty range of the recording's bytes. */
export function chunksOf(
  clip: SealedClip,
  offset: number,
  length: number,
): { readonly first: number; readonly last: number } {
  const { chunkSize } = recordingOf(clip)
  return {
    first: Math.floor(offset / chunkSize),
    last: Math.floor((offset + length - 1) / chunkSize),
  }
}
