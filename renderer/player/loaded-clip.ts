import { millisecondsAt } from '../../main/core/clip/clocks.ts'
import { frameCount, toSeconds, type FrameTable } from '../../main/core/clip/frame-table.ts'
import { missingFrames } from '../../main/core/clip/missing-frames.ts'
import type { ClipFacts } from '../../main/core/seal/bundle-facts.ts'
import type { FrameRange, PlayerState, PlayerTrouble } from './player-state.ts'

/** The clip in the player: its frames, where its bytes are, and what of it is known to be broken. */
export class LoadedClip {
  readonly clip: ClipFacts
  readonly table: FrameTable
  readonly url: string
  readonly last: number
  private readonly broken: FrameRange[] = []
  /** Behind the end of a file that was cut off. */
  private readonly missing: readonly FrameRange[]

  constructor(clip: ClipFacts, table: FrameTable) {
    this.clip = clip
    this.table = table
    this.url = new URL(`/clip/${clip.number}`, location.href).href
    this.last = frameCount(table) - 1
    this.missing = missingFrames(table, clip.size)
  }

  /**
   * The video element would show wrong pictures or none: without reorder data it shuffles them, in Matroska with
   * sound it begins at the next key picture instead of the one asked for, of several edits it knows the first, and
   * transport streams it does not open. The engine plays them.
   */
  get engineOnly(): boolean {
    const { order, audio } = this.table
    const { mediaType } = this.clip
    const seeksWrongly = mediaType === 'video/x-matroska' && audio.length > 0
    return order === 'bitstream' || seeksWrongly || mediaType === 'video/mp2t' || this.isCutWithin()
  }

  /** An edit list leaves out something between two pictures that it shows, or shows one twice. */
  private isCutWithin(): boolean {
    const { pts, sample, hidden } = this.table
    const [first = 0, last = 0] = [pts[0], pts[this.last]]
    const leftOut = hidden.some(({ reason, pts: at }) => reason === 'edit' && at > first && at < last)
    return leftOut || new Set(sample).size < sample.length
  }

  /** The nearest frame that there is. */
  clamp(frame: number): number {
    return Math.min(this.last, Math.max(0, Math.round(frame)))
  }

  /** Seconds of media time at which the frame begins; one past the last when that ends, beyond it undefined. */
  secondsOf(frame: number): number | undefined {
    const { pts, end, timeBase } = this.table
    const ticks = frame === pts.length ? end : pts[frame]
    return ticks === undefined ? undefined : toSeconds(ticks, timeBase)
  }

  /** From where the first begins to where the last ends. */
  secondsOfRange(range: FrameRange | undefined): { readonly from: number; readonly to: number } | undefined {
    const [from, to] = [range && this.secondsOf(range.from), range && this.secondsOf(range.to + 1)]
    return from === undefined || to === undefined ? undefined : { from, to }
  }

  /** Where playing begins: from the end anew, within the loop, and behind what cannot be shown. */
  startOf({
    wanted,
    rate,
    loop,
    trouble,
  }: Pick<PlayerState, 'wanted' | 'rate' | 'loop' | 'trouble'>): number {
    const outside = loop && (wanted === undefined || wanted < loop.from || wanted > loop.to)
    const atEnd = rate > 0 && wanted !== undefined && wanted >= (loop?.to ?? this.last)
    return outside || atEnd ? (loop?.from ?? 0) : this.behind(trouble, wanted ?? 0, rate)
  }

  millisecondsOf(frame: number): number {
    return millisecondsAt(this.table.pts[frame] ?? 0, this.table.timeBase)
  }

  /** False when it was known already. */
  markBroken(range: FrameRange): boolean {
    if (this.broken.some(({ from, to }) => from === range.from && to === range.to)) return false
    this.broken.push(range)
    return true
  }

  /** What to say of a frame that is not shown; where main has named the whole broken range, that. */
  troubleAt(frame: number, kind: 'brokenChunk' | 'notDecodable'): PlayerTrouble {
    const known = this.broken.find(({ from, to }) => from <= frame && frame <= to)
    if (known) return { kind: 'brokenChunk', ...known }
    const cut = this.missing.find(({ from, to }) => from <= frame && frame <= to)
    return cut ? { kind: 'notDecodable', ...cut } : { kind, from: frame, to: frame }
  }

  /** Why playing ended at a frame: what the video element had read ahead reaches some seconds further. */
  troubleAhead(frame: number, message: string): PlayerTrouble {
    const ahead = this.broken.find(({ from, to }) => frame <= to && from <= frame + 300)
    return ahead ? { kind: 'brokenChunk', ...ahead } : { kind: 'mediaError', message }
  }

  /** Playing goes on behind what cannot be shown; backwards before it. */
  private behind(trouble: PlayerTrouble | undefined, frame: number, rate: number): number {
    if (!trouble || trouble.kind === 'mediaError') return frame
    return this.clamp(rate > 0 ? trouble.to + 1 : trouble.from - 1)
  }
}
