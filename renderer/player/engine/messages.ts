import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { PictureProcessing } from '../../../main/core/picture/processing.ts'

/** What the page asks of the engine's worker. */
export type EngineRequest =
  | {
      readonly kind: 'load'
      readonly url: string
      readonly fileSize: number
      readonly table: FrameTable
      readonly cacheBytes: number
    }
  /** `shown`: longest side of the picture's place in device pixels; 0 asks for all pixels whatever its place. */
  | { readonly kind: 'show'; readonly id: number; readonly frame: number; readonly shown: number }
  /** The picture on screen once more, with all its pixels. */
  | { readonly kind: 'whole'; readonly id: number }
  /** Frames that will be gone through round and round; null when none. */
  | { readonly kind: 'expect'; readonly range: { readonly from: number; readonly to: number } | null }
  /** From the next picture on; null shows them as they are decoded. */
  | { readonly kind: 'process'; readonly processing: PictureProcessing | null }
  | { readonly kind: 'grab'; readonly id: number }

export type MissingReason = 'brokenChunk' | 'notDecodable'

/** The answer to the request with the same `id`. */
export type EngineAnswer =
  /** The picture as it is to be seen: turned as the container asks, its pixels in their coded number or, where its place is small, fewer. */
  | { readonly kind: 'drawn'; readonly id: number; readonly bitmap: ImageBitmap }
  | { readonly kind: 'missing'; readonly id: number; readonly reason: MissingReason }
  | { readonly kind: 'overtaken'; readonly id: number }
  | { readonly kind: 'grabbed'; readonly id: number; readonly png: Blob | undefined }
