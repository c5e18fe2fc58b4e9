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
      /** Pixels across and down as a part of the coded ones, for small panes; 1 draws each pixel. */
      readonly scale: number
    }
  | { readonly kind: 'show'; readonly id: number; readonly frame: number }
  /** From the next picture on; null shows them as they are decoded. */
  | { readonly kind: 'process'; readonly processing: PictureProcessing | null }
  | { readonly kind: 'grab'; readonly id: number }

export type MissingReason = 'brokenChunk' | 'notDecodable'

/** The answer to the request with the same `id`. */
export type EngineAnswer =
  /** The picture as it is to be seen: turned as the container asks, pixels in their coded number. */
  | { readonly kind: 'drawn'; readonly id: number; readonly bitmap: ImageBitmap }
  | { readonly kind: 'missing'; readonly id: number; readonly reason: MissingReason }
  | { readonly kind: 'overtaken'; readonly id: number }
  | { readonly kind: 'grabbed'; readonly id: number; readonly png: Blob | undefined }
