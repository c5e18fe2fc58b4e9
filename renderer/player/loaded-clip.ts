import { millisecondsAt } from '../../main/core/clip/clocks.ts'
import { frameCount, toSeconds, type FrameTable } from '../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../main/core/seal/bundle-facts.ts'
import type { FrameRange, PlayerTrouble } from './player-state.ts'

/** The clip in the player: its frames, where its bytes are, and what of it is known to be broken. */
export class LoadedClip {
  readonly clip: ClipFacts
  readonly table: FrameTable
  readonly url: string
  readonly last: number
  private readonly broken: FrameRange[] = []

  constructor(clip: ClipFacts, table: FrameTable) {
    this.clip = clip
    this.table = table
    this.url = new URL(`/clip/${clip.number}`, location.href).href
    this.last = frameCount(table) - 1
  }

  /**
   * The video element would show wrong pictures: without reorder data it shuffles them, and in Matroska with sound
   * it begins at the next key picture, not at the one asked for. The engine shows them, the element only sounds.
   */
  get soundOnly(): boolean {
    const { order, audio } = this.table
    return order === 'bitstream' || (this.clip.mediaType === 'video/x-matroska' && audio.length > 0)
  }

  /** The nearest frame that there is. */
  clamp(frame: number): number {
    return Math.min(this.last, Math.max(0, Math.round(frame)))
  }

  /** Seconds of media time at which the frame begins; undefined outside the range and the clip. */
  secondsOf(frame: number, within: FrameRange | undefined): number | undefined {
    if (frame < (within?.from ?? 0) || frame > (within?.to ?? Infinity)) return undefined
    const pts = this.table.pts[frame]
    return pts === undefined ? undefined : toSeconds(pts, this.table.timeBase)
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
    const cut = this.cutOffFrom()
    return frame >= cut
      ? { kind: 'notDecodable', from: cut, to: this.last }
      : { kind, from: frame, to: frame }
  }

  /** The first frame from which on all lie behind the end of a file that was cut off; one past the last for whole files. */
  private cutOffFrom(): number {
    const { offset, size } = this.table
    let from = this.last + 1
    while (from > 0 && (offset[from - 1] ?? 0) + (size[from - 1] ?? 0) > this.clip.size) from--
    return from
  }

  /** Why playing ended at a frame: what the video element had read ahead reaches some seconds further. */
  troubleAhead(frame: number, message: string): PlayerTrouble {
    const ahead = this.broken.find(({ from, to }) => frame <= to && from <= frame + 300)
    return ahead ? { kind: 'brokenChunk', ...ahead } : { kind: 'mediaError', message }
  }

  /** Playing goes on behind what cannot be shown; backwards before it. */
  behind(trouble: PlayerTrouble | undefined, frame: number, rate: number): number {
    if (!trouble || trouble.kind === 'mediaError') return frame
    return this.clamp(rate > 0 ? trouble.to + 1 : trouble.from - 1)
  }
}
