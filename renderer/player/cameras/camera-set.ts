import { frameCovering, momentBeside, spanOf, type CameraTime } from '../../../main/core/clip/master-clock.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { displayAspect, keepFitted } from '../fit.ts'
import { makePictureSurface, type PictureSurface, type Showing } from '../picture-surface.ts'
import { makeStepQueue } from '../step-queue.ts'

/** A camera and the place that it is shown in. */
export interface CameraPane extends CameraTime {
  readonly clip: ClipFacts
  readonly host: HTMLElement
}

/** What a pane shows: a frame, or why none. `frame` is what the common clock asks for, whatever can be shown. */
export interface PaneState {
  readonly frame: number | undefined
  readonly showing: 'shown' | 'outside' | Exclude<Showing, 'shown' | 'overtaken'>
}

export interface CamerasState {
  /** Milliseconds of the common clock. */
  readonly moment: number
  readonly playing: boolean
  readonly rate: number
  readonly loop: { readonly from: number; readonly to: number } | undefined
  readonly panes: readonly PaneState[]
}

/** Two to four cameras on one clock: every pane always shows the frame that covers the same moment. */
export interface CameraSet {
  readonly span: { readonly from: number; readonly to: number }
  state(): CamerasState
  subscribe(listener: () => void): () => void
  /** By frames of the leading camera; resolves when all panes show their frame. Pauses. */
  stepBy(frames: number): Promise<void>
  showMoment(moment: number): Promise<void>
  /** By milliseconds from the moment asked for last. */
  moveBy(milliseconds: number): Promise<void>
  setLead(pane: number): void
  toggle(): void
  setRate(rate: number): void
  loop(range: CamerasState['loop']): void
  destroy(): void
}

export function makeCameraSet(panes: readonly CameraPane[]): CameraSet {
  return new Cameras(panes)
}

class Cameras implements CameraSet {
  readonly span: CameraSet['span']
  private readonly panes: readonly CameraPane[]
  private readonly surfaces: readonly PictureSurface[]
  private readonly fitted: readonly ReturnType<typeof keepFitted>[]
  private readonly listeners = new Set<() => void>()
  private readonly steps = makeStepQueue(
    (moment) => this.present(moment),
    () => undefined,
  )
  private now: CamerasState
  private wanted: number
  private lead = 0
  private turn = 0

  constructor(panes: readonly CameraPane[]) {
    this.panes = panes
    this.span = spanOf(panes)
    this.surfaces = panes.map(({ host, clip, table }) => {
      const surface = makePictureSurface(host.ownerDocument, 1 / panes.length)
      surface.load(new URL(`/clip/${clip.number}`, location.href).href, clip.size, table)
      host.append(surface.element)
      return surface
    })
    this.fitted = panes.map(({ host, table }, i) =>
      keepFitted(host, [this.surfaces[i]?.element ?? host], () => displayAspect(table)),
    )
    this.wanted = this.span.from
    const blank = { frame: undefined, showing: 'outside' } as const
    this.now = {
      moment: this.wanted,
      playing: false,
      rate: 1,
      loop: undefined,
      panes: panes.map(() => blank),
    }
  }

  state(): CamerasState {
    return this.now
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async stepBy(frames: number): Promise<void> {
    this.stop()
    const direction = frames < 0 ? -1 : 1
    for (let step = 0; step < Math.abs(frames); step++)
      this.wanted = momentBeside(this.panes, this.lead, this.wanted, direction)
    await this.steps.add(this.wanted)
  }

  async showMoment(moment: number): Promise<void> {
    this.stop()
    this.steps.drop()
    this.wanted = this.inside(moment)
    await this.steps.add(this.wanted)
  }

  moveBy(milliseconds: number): Promise<void> {
    return this.showMoment(this.wanted + milliseconds)
  }

  setLead(pane: number): void {
    this.lead = pane
  }

  toggle(): void {
    if (this.now.playing) this.stop()
    else void this.play()
  }

  setRate(rate: number): void {
    this.set({ rate })
    if (this.now.playing) void this.play()
  }

  loop(range: CamerasState['loop']): void {
    this.set({ loop: range })
  }

  destroy(): void {
    this.turn++
    this.steps.drop()
    for (const { end } of this.fitted) end()
    for (const surface of this.surfaces) surface.destroy()
  }

  /** One clock for all; a moment that cannot be shown in time is left out in every pane alike. */
  private async play(): Promise<void> {
    const mine = ++this.turn
    const { loop, rate } = this.now
    const end = loop?.to ?? this.span.to
    const outside = this.wanted >= end || this.wanted < (loop?.from ?? this.span.from)
    let origin = outside ? (loop?.from ?? this.span.from) : this.wanted
    let began = performance.now()
    this.steps.drop()
    this.set({ playing: true })
    while (mine === this.turn) {
      const moment = origin + (performance.now() - began) * rate
      const { from, to } = this.now.loop ?? this.span
      if (moment >= to && this.now.loop) {
        origin = from
        began = performance.now()
        continue
      }
      if (moment >= to) break
      this.wanted = moment
      await this.present(moment)
      await new Promise((done) => requestAnimationFrame(done))
    }
    if (mine === this.turn) this.stop()
  }

  private stop(): void {
    this.turn++
    if (this.now.playing) this.set({ playing: false })
  }

  private async present(moment: number): Promise<void> {
    const frames = this.panes.map((pane) => frameCovering(pane, moment))
    const showings = await Promise.all(frames.map((frame, pane) => this.show(pane, frame)))
    if (showings.includes('overtaken')) return
    const panes = frames.map((frame, pane) => ({ frame, showing: keptShowing(showings[pane]) }))
    this.set({ moment, panes })
  }

  private async show(pane: number, frame: number | undefined): Promise<Showing | 'outside'> {
    const surface = this.surfaces[pane]
    const before = this.now.panes[pane]
    if (!surface) return 'outside'
    if (frame === undefined) {
      surface.element.style.visibility = 'hidden'
      return 'outside'
    }
    if (before?.frame === frame && before.showing === 'shown') return 'shown'
    const showing = await surface.show(frame)
    surface.element.style.visibility = showing === 'shown' ? 'visible' : 'hidden'
    return showing
  }

  private inside(moment: number): number {
    return Math.min(this.span.to, Math.max(this.span.from, moment))
  }

  private set(change: Partial<CamerasState>): void {
    this.now = { ...this.now, ...change }
    for (const listener of this.listeners) listener()
  }
}

function keptShowing(showing: Showing | 'outside' | undefined): PaneState['showing'] {
  return showing === undefined || showing === 'overtaken' ? 'outside' : showing
}
