import { frameAt, seekTime, type FrameTable } from '../../main/core/clip/frame-table.ts'
import type { PictureProcessing } from '../../main/core/picture/processing.ts'
import type { ClipFacts } from '../../main/core/seal/bundle-facts.ts'
import { makeCaptionOverlay, type CaptionOverlay } from './caption-overlay.ts'
import { makeEnginePlay, type EnginePlay } from './engine-play.ts'
import { makeEngineSound, type EngineSound } from './engine-sound.ts'
import { displayAspect, keepFitted } from './fit.ts'
import { LoadedClip } from './loaded-clip.ts'
import { makePictureSurface, type PictureSurface } from './picture-surface.ts'
import type { CaptionTrack, ClipPlayer, FrameRange, PlayerState } from './player-state.ts'
import { makePlayerStore, nothingLoaded } from './player-store.ts'
import { boundedRate, shuttleRate, slowestVideo } from './rates.ts'
import { makeStepQueue, type StepQueue } from './step-queue.ts'
import { VideoChance } from './video-chance.ts'
import { makeVideoSurface, type VideoSurface } from './video-surface.ts'

/** A player in this element; it fills it and keeps the picture's shape. */
export function makeClipPlayer(host: HTMLElement): ClipPlayer {
  return new Player(host)
}

class Player implements ClipPlayer {
  private readonly store = makePlayerStore()
  private readonly video: VideoSurface
  private readonly chance: VideoChance
  private readonly picture: PictureSurface
  private readonly captions: CaptionOverlay
  private readonly enginePlay: EnginePlay
  private readonly sound: EngineSound = makeEngineSound()
  private readonly fitted: ReturnType<typeof keepFitted>
  private loaded: LoadedClip | undefined
  private readonly steps: StepQueue
  private playedBy: 'video' | 'engine' | undefined
  /** Counts what was begun and ended: who was set up meanwhile sees that it is over. */
  private course = 0
  private processing: PictureProcessing | null = null
  /** Frames before this one are not those that playing began with. */
  private firstFrame = 0

  constructor(host: HTMLElement) {
    const document = host.ownerDocument
    this.picture = makePictureSurface(document)
    this.captions = makeCaptionOverlay(document)
    this.video = makeVideoSurface(host, {
      presented: (mediaTime) => this.presented(mediaTime),
      ended: () => this.reachedEnd(),
      failed: (message) => this.failed(message),
    })
    this.chance = new VideoChance(this.video)
    host.append(this.picture.element, this.captions.element)
    this.steps = makeStepQueue(
      (frame) => this.present(frame),
      () => this.store.set({ seeking: this.playedBy !== undefined && this.store.get().seeking }),
    )
    this.enginePlay = makeEnginePlay({
      timeOf: (frame) => this.loaded?.secondsOf(frame),
      lastFrame: () => this.loaded?.last ?? -1,
      loop: () => this.store.get().loop,
      frameAt: (seconds) => (this.loaded ? frameAt(this.loaded.table, seconds) : 0),
      show: (frame) => this.present(frame),
      blocked: () => this.stop(),
      ended: () => this.reachedEnd(),
      now: () => performance.now(),
      sleep: (milliseconds) => new Promise((done) => setTimeout(done, Math.max(0, milliseconds))),
    })
    const layers = [this.video.element, this.picture.element]
    this.fitted = keepFitted(host, layers, () => this.loaded && displayAspect(this.loaded.table))
    this.showLayer('picture')
  }

  state(): PlayerState {
    return this.store.get()
  }

  subscribe(listener: () => void): () => void {
    return this.store.subscribe(listener)
  }

  async load(clip: ClipFacts, table: FrameTable, captions: readonly CaptionTrack[] = []): Promise<void> {
    this.stop()
    this.steps.drop()
    this.loaded = new LoadedClip(clip, table)
    this.picture.load(this.loaded.url, clip.size, table)
    this.sound.load(this.loaded.url, clip.size)
    this.chance.load(this.loaded)
    this.captions.load(captions)
    const { rate, muted, volume } = this.store.get()
    const size = { width: table.width, height: table.height }
    const fresh = { ...nothingLoaded, rate: Math.abs(rate), muted, volume }
    this.store.set({ ...fresh, clip: clip.number, wanted: 0, seeking: true, size })
    this.setMuted(muted)
    this.setVolume(volume)
    this.fitted.update()
    await this.step(0)
  }

  play(): void {
    const { playing, wanted, rate, loop, trouble } = this.store.get()
    if (!this.loaded || playing) return
    const from = this.loaded.startOf({ wanted, rate, loop, trouble })
    this.steps.drop()
    this.store.set({ playing: true, wanted: from, trouble: undefined })
    void this.playFrom(from)
  }

  pause(): void {
    if (!this.store.get().playing) return
    this.stop()
    const { wanted } = this.store.get()
    if (wanted !== undefined) void this.step(wanted)
  }

  toggle(): void {
    if (this.store.get().playing) this.pause()
    else this.play()
  }

  stepBy(n: number): Promise<void> {
    this.stop()
    return this.step((this.store.get().wanted ?? 0) + n)
  }

  showFrame(frame: number): Promise<void> {
    this.stop()
    this.steps.drop()
    return this.step(frame)
  }

  setRate(rate: number): void {
    const next = boundedRate(rate)
    if (next === this.store.get().rate) return
    this.store.set({ rate: next })
    const { playing, wanted } = this.store.get()
    if (playing && this.playedBy === 'video' && next >= slowestVideo) this.video.setRate(next)
    else if (playing) void this.playFrom(wanted ?? 0)
  }

  setVolume(volume: number): void {
    const next = Math.min(1, Math.max(0, volume))
    this.video.setVolume(next)
    this.sound.setVolume(next)
    this.store.set({ volume: next })
  }

  setMuted(muted: boolean): void {
    this.video.setMuted(muted)
    this.sound.setMuted(muted)
    this.store.set({ muted })
  }

  shuttle(direction: -1 | 0 | 1): void {
    if (direction === 0) return this.pause()
    this.setRate(shuttleRate(this.store.get(), direction))
    this.play()
  }

  loop(range: FrameRange | undefined): void {
    this.store.set({ loop: range })
    this.picture.expect(range)
    // The engine goes round without a gap; the video element would seek.
    if (this.store.get().playing) void this.playFrom(this.store.get().wanted ?? 0)
  }

  showCaptions(language: string | undefined): void {
    this.captions.choose(language)
  }

  markBroken(range: FrameRange): void {
    const { trouble } = this.store.get()
    if (!this.loaded?.markBroken(range) || !trouble || trouble.kind === 'mediaError') return
    this.store.set({ trouble: this.loaded.troubleAt(trouble.from, trouble.kind) })
  }

  process(processing: PictureProcessing | null): void {
    const before = this.processing
    this.processing = processing
    this.picture.process(processing)
    const { playing, wanted, frame } = this.store.get()
    if (playing && (before === null) !== (processing === null)) void this.playFrom(wanted ?? 0)
    else if (!playing && frame !== undefined) void this.step(frame)
  }

  wholePixels(always: boolean): void {
    this.picture.wholePixels(always)
    if (always && this.loaded && !this.store.get().playing) void this.step(this.store.get().wanted ?? 0)
  }

  layer(): HTMLCanvasElement | HTMLVideoElement {
    return this.playedBy === 'video' ? this.video.video : this.picture.element
  }

  async grab(): Promise<Blob> {
    const png = this.store.get().frame === undefined ? undefined : await this.picture.grab()
    if (!png) throw new Error('no frame is on screen')
    return png
  }

  destroy(): void {
    this.stop()
    this.steps.drop()
    this.loaded = undefined
    this.fitted.end()
    for (const part of [this.picture, this.sound, this.video]) part.destroy()
    this.captions.element.remove()
  }

  /** Puts a frame at the end of the queue: held keys show every frame on their way, one after the other. */
  private step(frame: number): Promise<void> {
    if (!this.loaded) return Promise.resolve()
    const wanted = this.loaded.clamp(frame)
    this.store.set({ wanted, seeking: true })
    return this.steps.add(wanted)
  }

  /** Shows one frame exactly, or says why it is not shown; never another in its place. */
  private async present(frame: number): Promise<'shown' | 'missing' | 'overtaken'> {
    const { loaded } = this
    const showing = await this.picture.show(frame)
    if (showing === 'overtaken' || loaded !== this.loaded || !loaded) return 'overtaken'
    this.showLayer('picture')
    this.captions.at(loaded.millisecondsOf(frame))
    // While it plays the frame wanted next is counted from the one shown.
    const now = this.store.get().playing ? { wanted: frame } : {}
    if (showing === 'shown') this.store.set({ frame, trouble: undefined, ...now })
    else this.store.set({ frame: undefined, trouble: loaded.troubleAt(frame, showing), ...now })
    return showing === 'shown' ? 'shown' : 'missing'
  }

  private async playFrom(frame: number): Promise<void> {
    const { loaded } = this
    const { rate } = this.store.get()
    if (!loaded) return
    this.halt()
    const mine = this.course
    this.playedBy = this.chance.takes(loaded, this.store.get(), this.processing !== null) ? 'video' : 'engine'
    this.firstFrame = frame
    if (this.playedBy === 'video') {
      this.video.setRate(rate)
      if ((await this.video.play(seekTime(loaded.table, frame))) || mine !== this.course) return
      this.playedBy = 'engine'
    }
    const loop = loaded.secondsOfRange(this.store.get().loop)
    const clock = await this.sound.start(loaded.secondsOf(frame) ?? 0, rate, loop)
    if (mine === this.course) this.enginePlay.start(frame, rate, clock)
  }

  /** A picture of the video element is on its way to the screen. */
  private presented(mediaTime: number): void {
    const { loaded } = this
    if (!loaded || this.playedBy !== 'video' || !this.store.get().playing) return
    const frame = frameAt(loaded.table, mediaTime)
    // A picture from before the seek, on its way while the seek was asked for.
    if (frame < this.firstFrame) return
    this.firstFrame = 0
    this.showLayer('video')
    this.captions.at(loaded.millisecondsOf(frame))
    this.store.set({ frame, wanted: frame, seeking: false })
  }

  private reachedEnd(): void {
    const { loaded } = this
    const { rate, playing } = this.store.get()
    if (!loaded || !playing) return
    this.stop()
    void this.step(rate > 0 ? loaded.last : 0)
  }

  /** The video element gives up at the first byte that main holds back. What can still be shown, the engine shows. */
  private failed(message: string): void {
    this.chance.noteFailure()
    const { playing, wanted } = this.store.get()
    if (!playing || this.playedBy !== 'video') return
    this.stop()
    const frame = wanted ?? 0
    void this.step(frame).then(() => {
      const trouble = this.loaded?.troubleAhead(frame, message)
      if (trouble?.kind === 'mediaError') this.chance.giveUp()
      this.store.set({ trouble })
    })
  }

  private stop(): void {
    this.halt()
    this.store.set({ playing: false })
  }

  private halt(): void {
    this.course++
    this.playedBy = undefined
    this.enginePlay.stop()
    this.sound.stop()
    this.video.pause()
  }

  private showLayer(layer: 'picture' | 'video'): void {
    this.picture.element.style.visibility = layer === 'picture' ? '' : 'hidden'
    this.video.element.style.visibility = layer === 'video' ? '' : 'hidden'
  }
}
