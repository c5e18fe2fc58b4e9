/** Seconds a tick: `num / den`. PTS are whole ticks. */
export interface TimeBase {
  readonly num: number
  readonly den: number
}

/** What WebCodecs needs to decode the track; `description` is the container's decoder record, when it has one. */
export interface DecoderSetup {
  readonly codec: string
  readonly description: Uint8Array | null
}

/** A coded sample that is never shown. */
export interface HiddenSample {
  readonly pts: number
  readonly key: boolean
  /** `edit`: outside the edit list. `undecodable`: its own headers forbid decoding. `reference`: only for others to lean on. */
  readonly reason: 'edit' | 'undecodable' | 'reference'
  readonly offset: number
  readonly size: number
  /** Position in decode order, from 0, over shown and hidden samples alike. */
  readonly sample: number
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
  /** Width of a pixel : its height. */
  readonly pixelAspect: TimeBase
  readonly timeBase: TimeBase
  /** `bitstream`: the container gives no presentation order (PTS = DTS), so the pictures' own order count rules. */
  readonly order: 'container' | 'bitstream'
  /** Presentation time in ticks, never falling; of two with one time the first decoded comes first. */
  readonly pts: Float64Array
  /** 1 where decoding can begin. */
  readonly key: Uint8Array
  /** Where the coded sample lies in the clip, in bytes. */
  readonly offset: Float64Array
  readonly size: Uint32Array
  /** Position in decode order, from 0, over shown and hidden samples alike. */
  readonly sample: Uint32Array
  /** `plain`: the bytes at `offset` are the sample. `packed`: other tracks' bytes or headers lie between (TS). */
  readonly layout: 'plain' | 'packed'
  /**
   * Frames at which the recording's clock began anew, rising: from there to the next one `pts` is the file's own stamp
   * plus `ticks`. Empty where the stamps never fall.
   */
  readonly restarts: readonly { readonly frame: number; readonly ticks: number }[]
  /** Ticks at which the last frame ends. */
  readonly end: number
  /** Samples that the container holds and never shows, in decode order. */
  readonly hidden: readonly HiddenSample[]
  /** Frames whose sample holds parts that the codec's standard forbids, as far as was looked: shown, yet perhaps not whole. */
  readonly damaged: readonly number[]
  /** SHA-256 over the rows, lower-case hex: two workstations with the same table have the same hash. */
  readonly sha256: string
  /** null when no WebCodecs name is known for the codec. */
  readonly decoder: DecoderSetup | null
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

/** The frame's time stamp as it stands in the file. */
export function stampOf({ pts, restarts }: FrameTable, frame: number): number {
  return (pts[frame] ?? 0) - (restarts.findLast((restart) => restart.frame <= frame)?.ticks ?? 0)
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
    // A media clock is a float: a quarter of a tick decides, not the last bit. Half of one would reach the next frame.
    if ((table.pts[middle] ?? Infinity) <= ticks + 0.25) low = middle
    else high = middle - 1
  }
  return low
}
