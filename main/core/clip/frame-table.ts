/** Seconds a tick: `num / den`. PTS are whole ticks. */
export interface TimeBase {
  readonly num: number
  readonly den: number
}

/**
 * Every picture of a clip that is shown, in presentation order, counted from 0. The columns have one length.
 * Built once from the container's sample table; nothing in it is a guess from a frame rate.
 */
export interface FrameTable {
  readonly codec: string
  /** Coded size in pixels, before rotation and pixel aspect. */
  readonly width: number
  readonly height: number
  /** Clockwise, as the container asks for display. */
  readonly rotation: 0 | 90 | 180 | 270
  readonly timeBase: TimeBase
  /** Presentation time in ticks, strictly rising. */
  readonly pts: Float64Array
  /** 1 where decoding can begin. */
  readonly key: Uint8Array
  /** Where the coded sample lies in the clip, in bytes. */
  readonly offset: Float64Array
  readonly size: Uint32Array
  /** Ticks at which the last frame ends. */
  readonly end: number
  /** Samples that the container holds and never shows (pre-roll of an edit list), in decode order. */
  readonly hidden: readonly { readonly pts: number; readonly key: boolean }[]
  /** SHA-256 over the rows, lower-case hex: two workstations with the same table have the same hash. */
  readonly sha256: string
  /** Sound tracks' codecs, empty without sound. */
  readonly audio: readonly string[]
}

export function frameCount(table: FrameTable): number {
  return table.pts.length
}

/** A time in seconds inside the frame, away from both edges, where every decoder agrees on what is shown. */
export function seekTime(table: FrameTable, frame: number): number {
  const start = table.pts[frame] ?? table.end
  const end = table.pts[frame + 1] ?? table.end
  return toSeconds((start + end) / 2, table.timeBase)
}

export function toSeconds(ticks: number, timeBase: TimeBase): number {
  return (ticks * timeBase.num) / timeBase.den
}

/** The frame on screen at a time in seconds: the last one that has begun; the first one before it begins. */
export function frameAt(table: FrameTable, seconds: number): number {
  const ticks = (seconds * table.timeBase.den) / table.timeBase.num
  let low = 0
  let high = table.pts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    // A media clock is a float: half a tick decides, not the last bit.
    if ((table.pts[middle] ?? Infinity) <= ticks + 0.5) low = middle
    else high = middle - 1
  }
  return low
}

/** First and last frame, both counted, that need a byte of the range; undefined when none does. */
export function framesTouching(
  table: FrameTable,
  offset: number,
  length: number,
): { readonly from: number; readonly to: number } | undefined {
  let from: number | undefined
  let to = 0
  for (let frame = 0; frame < table.pts.length; frame++) {
    const start = table.offset[frame] ?? 0
    if (start >= offset + length || start + (table.size[frame] ?? 0) <= offset) continue
    from = Math.min(from ?? frame, frame)
    to = Math.max(to, lastDependent(table, frame))
  }
  return from === undefined ? undefined : { from, to }
}

/** Up to the next key frame nothing can be decoded that leans on a lost one. */
function lastDependent(table: FrameTable, frame: number): number {
  for (let next = frame + 1; next < table.key.length; next++) if (table.key[next] === 1) return next - 1
  return table.key.length - 1
}
