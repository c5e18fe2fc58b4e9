import type { FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import type { Result } from '../core/result.ts'

/** What the worker is started with. */
export interface IndexOrder {
  readonly size: number
  readonly name: string
}

/** From the worker: a read that it needs, or its result. */
export type FromIndexer =
  | { readonly kind: 'read'; readonly id: number; readonly offset: number; readonly length: number }
  | { readonly kind: 'done'; readonly result: Result<FrameTable, Failure> }

/** To the worker: the bytes, the number of a chunk that does not match the seal, or that the medium is gone. */
export type ToIndexer = { readonly id: number } & (
  { readonly bytes: Uint8Array } | { readonly brokenChunk: number } | { readonly gone: true }
)
