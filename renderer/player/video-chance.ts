import type { LoadedClip } from './loaded-clip.ts'
import type { PlayerState } from './player-state.ts'
import { slowestVideo } from './rates.ts'
import type { VideoSurface } from './video-surface.ts'

/** Whether playing is left to the video element. It gives up for good at the first byte that main holds back. */
export class VideoChance {
  private readonly video: VideoSurface
  private failed = false
  /** It failed for no reason that we know. */
  private useless = false

  constructor(video: VideoSurface) {
    this.video = video
  }

  load(loaded: LoadedClip): void {
    this.useless = false
    this.begin(loaded)
  }

  noteFailure(): void {
    this.failed = true
  }

  giveUp(): void {
    this.useless = true
  }

  /** The engine plays what goes round, backwards or is processed, and what the element would show wrongly. */
  takes(loaded: LoadedClip, { rate, loop }: PlayerState, processed: boolean): boolean {
    if (loop || processed || rate < slowestVideo || this.useless || loaded.engineOnly) return false
    if (this.failed) this.begin(loaded)
    return this.video.playable()
  }

  private begin({ url, clip, engineOnly }: LoadedClip): void {
    this.failed = false
    if (!engineOnly) this.video.load(url, clip.mediaType)
  }
}
