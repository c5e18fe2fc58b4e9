import type { FrameTable } from './frame-table.ts'

/** A clip's samples as the decoder gets them, shown and hidden alike; all columns have `count` rows. */
export interface DecodeOrder {
  readonly count: number
  /** The frame that the sample is, or -1 when it is never shown. */
  readonly frame: Int32Array
  readonly key: Uint8Array
  readonly offset: Float64Array
  readonly size: Uint32Array
}

const known = new WeakMap<FrameTable, DecodeOrder>()

/** The table's rows in decode order. Made once a table. */
export function decodeOrderOf(table: FrameTable): DecodeOrder {
  const order = known.get(table) ?? makeOrder(table)
  known.set(table, order)
  return order
}

function makeOrder(table: FrameTable): DecodeOrder {
  let count = 0
  for (const sample of table.sample) count = Math.max(count, sample + 1)
  for (const { sample } of table.hidden) count = Math.max(count, sample + 1)
  const order = {
    count,
    frame: new Int32Array(count).fill(-1),
    key: new Uint8Array(count),
    offset: new Float64Array(count),
    size: new Uint32Array(count),
  }
  for (const { sample, key, offset, size } of table.hidden) place(order, sample, key ? 1 : 0, offset, size)
  for (let frame = table.pts.length - 1; frame >= 0; frame--) {
    const sample = table.sample[frame] ?? 0
    place(order, sample, table.key[frame] ?? 0, table.offset[frame] ?? 0, table.size[frame] ?? 0)
    order.frame[sample] = frame
  }
  return order
}

function place(order: DecodeOrder, sample: number, key: number, offset: number, size: number): void {
  order.key[sample] = key
  order.offset[sample] = offset
  order.size[sample] = size
}

/** The sample at which decoding must begin to get this one: the last key sample at or before it, else 0. */
export function keyBefore(order: DecodeOrder, sample: number): number {
  for (let at = Math.min(sample, order.count - 1); at > 0; at--) if (order.key[at] === 1) return at
  return 0
}

/** The first key sample after this one, or `count`. */
export function keyAfter(order: DecodeOrder, sample: number): number {
  for (let at = sample + 1; at < order.count; at++) if (order.key[at] === 1) return at
  return order.count
}

/**
 * First and last frame, both counted, that need a byte of the range: those whose sample it touches and those
 * that may lean on such a sample. Undefined when there is none. Frames between them may be sound.
 */
export function framesTouching(
  table: FrameTable,
  offset: number,
  length: number,
): { readonly from: number; readonly to: number } | undefined {
  const order = decodeOrderOf(table)
  let from = Infinity
  let to = -Infinity
  let nextKey = 0
  for (let sample = 0; sample < order.count; sample++) {
    // What leans on the first sample met of a group leans on the later ones too.
    if (sample < nextKey || !touches(table, order, sample, offset, length)) continue
    nextKey = keyAfter(order, sample)
    const last = lastLeaning(order, nextKey)
    for (let leaning = sample; leaning <= last; leaning++) {
      const frame = order.frame[leaning] ?? -1
      // Pictures that lead the next key picture are lost; that one itself is not.
      if (leaning === nextKey || frame < 0) continue
      from = Math.min(from, frame)
      to = Math.max(to, frame)
    }
  }
  return to < 0 ? undefined : { from, to }
}

function touches(
  table: FrameTable,
  order: DecodeOrder,
  sample: number,
  offset: number,
  length: number,
): boolean {
  const start = order.offset[sample] ?? 0
  // In a packed container the sample's bytes lie somewhere before the next sample but one begins.
  const end =
    table.layout === 'plain' ? start + (order.size[sample] ?? 0) : (order.offset[sample + 2] ?? Infinity)
  return start < offset + length && end > offset
}

/** The last sample that may lean on those before this key sample: pictures decoded after it and shown before it do. */
function lastLeaning(order: DecodeOrder, nextKey: number): number {
  const shown = order.frame[nextKey] ?? -1
  let last = nextKey - 1
  for (let at = nextKey + 1; at < order.count && order.key[at] !== 1; at++) {
    const frame = order.frame[at] ?? -1
    if (frame >= 0 && frame < shown) last = at
  }
  return last
}
