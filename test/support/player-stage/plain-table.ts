import type { FrameTable } from '../../../main/core/clip/frame-table.ts'

/** A frame table as JSON can carry it. */
export interface PlainTable {
  readonly rest: Omit<FrameTable, 'pts' | 'key' | 'offset' | 'size' | 'sample' | 'decoder'>
  readonly columns: Readonly<Record<'pts' | 'key' | 'offset' | 'size' | 'sample', readonly number[]>>
  readonly decoder: { readonly codec: string; readonly description: readonly number[] | null } | null
}

export function toPlain({ pts, key, offset, size, sample, decoder, ...rest }: FrameTable): PlainTable {
  const columns = { pts: [...pts], key: [...key], offset: [...offset], size: [...size], sample: [...sample] }
  const description = decoder?.description ? [...decoder.description] : null
  return { rest, columns, decoder: decoder && { codec: decoder.codec, description } }
}

export function fromPlain({ rest, columns, decoder }: PlainTable): FrameTable {
  return {
    ...rest,
    pts: Float64Array.from(columns.pts),
    key: Uint8Array.from(columns.key),
    offset: Float64Array.from(columns.offset),
    size: Uint32Array.from(columns.size),
    sample: Uint32Array.from(columns.sample),
    decoder: decoder && {
      codec: decoder.codec,
      description: decoder.description ? Uint8Array.from(decoder.description) : null,
    },
  }
}
