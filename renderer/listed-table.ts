import type { FrameTable } from '../main/core/clip/frame-table.ts'

/** A frame table as it comes from main: its columns are plain lists. */
export type ListedTable = Omit<FrameTable, 'pts' | 'key' | 'offset' | 'size' | 'sample' | 'decoder'> & {
  readonly [column in 'pts' | 'key' | 'offset' | 'size' | 'sample']: readonly number[]
} & { readonly decoder: { readonly codec: string; readonly description: readonly number[] | null } | null }

export function tableOf(listed: ListedTable): FrameTable {
  return {
    ...listed,
    pts: Float64Array.from(listed.pts),
    key: Uint8Array.from(listed.key),
    offset: Float64Array.from(listed.offset),
    size: Uint32Array.from(listed.size),
    sample: Uint32Array.from(listed.sample),
    decoder: listed.decoder && {
      codec: listed.decoder.codec,
      description: listed.decoder.description && Uint8Array.from(listed.decoder.description),
    },
  }
}

/** From the answer to a request for the first byte: `bytes 0-0/12345`. */
export async function sizeOfFile(url: string): Promise<number> {
  const answer = await fetch(url, { headers: { Range: 'bytes=0-0' } })
  return Number(answer.headers.get('content-range')?.split('/')[1] ?? 0)
}
