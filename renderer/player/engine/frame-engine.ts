import { decodeOrderOf, keyBefore, type DecodeOrder } from '../../../main/core/clip/decode-order.ts'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { DecodeRun, type RunFailure } from './decode-run.ts'
import { decoderConfigOf, openDecoder, type OpenDecoder } from './open-decoder.ts'
import { FrameCache } from './frame-cache.ts'
import { isDisposable, startsDecoding } from './key-sample.ts'
import type { SampleReader } from './sample-reader.ts'
import { behind, isLapStart, soonWanted, type Course } from './soon-wanted.ts'

/** What became of a frame that was asked for. The picture stays the engine's: use it at once, close it never. */
export type Outcome =
  | { readonly kind: 'picture'; readonly picture: VideoFrame }
  | { readonly kind: 'missing'; readonly reason: 'brokenChunk' | 'notDecodable' }
  /** Another frame was asked for before this one came. */
  | { readonly kind: 'overtaken' }

type MissingReason = 'brokenChunk' | 'notDecodable'

/** Samples up to the next group's key picture that are decoded rather than jumped over. */
const worthContinuing = 12
/** Frames before one that was jumped to that are decoded with it, whatever leans on them. */
const keptBefore = 12
const restMilliseconds = 150
const steadySteps = 3

/** Decodes frames of one clip by their number: exact or not at all, neighbours kept ready. */
export class FrameEngine {
  private readonly table: FrameTable
  private readonly reader: SampleReader
  private readonly order: DecodeOrder
  private readonly cache: FrameCache
  private readonly config: VideoDecoderConfig
  /** Samples at which decoding ended, and why: nothing that leans on one of them can be had. */
  private readonly bad = new Map<number, MissingReason>()
  /** Frames that the decoder passed over though all their bytes went in. */
  private readonly skipped = new Set<number>()
  private run: DecodeRun | undefined
  private spare: OpenDecoder
  private wish: { readonly frame: number; readonly answer: (outcome: Outcome) => void } | undefined
  private centre = 0
  private heading: 1 | -1 = 1
  /** Single steps in the same direction without a break. */
  private steady = 0
  private prefetch: number | undefined
  private loop: { readonly from: number; readonly to: number } | undefined
  private rest: ReturnType<typeof setTimeout> | undefined
  /** False once a decoder did not do without samples that others need not. */
  private sparing = true
  private pumping = false
  private closed = false

  constructor(table: FrameTable, reader: SampleReader, cacheBytes: number) {
    this.table = table
    this.reader = reader
    this.order = decodeOrderOf(table)
    this.cache = new FrameCache(cacheBytes)
    this.config = decoderConfigOf(table)
    this.spare = openDecoder(this.config)
    this.cache.dear = (frame) => isLapStart(frame, this.course())
  }

  /** Frames that will be gone through round and round: the next lap's first pictures are ready when this one ends. */
  expect(range: { readonly from: number; readonly to: number } | null): void {
    this.loop = range ?? undefined
    this.restBeforePrefetch()
  }

  /** The frame's picture, or why there is none. A later call overtakes an earlier one that still waits. */
  frame(number: number): Promise<Outcome> {
    const frame = this.order.frame[this.table.sample[number] ?? -1] ?? -1
    this.wish?.answer({ kind: 'overtaken' })
    this.wish = undefined
    this.follow(frame)
    const known = frame < 0 ? ({ kind: 'missing', reason: 'notDecodable' } as const) : this.known(frame)
    this.restBeforePrefetch()
    if (known) return Promise.resolve(known)
    return new Promise((answer) => {
      this.wish = { frame, answer }
      void this.pump()
    })
  }

  /**
   * Who steps on and on in one direction is about to want the next group of pictures: it is fetched at once. Anybody
   * else may jump any moment, and what was begun for nothing would only stand in the way: they must rest first.
   */
  private follow(frame: number): void {
    const step = frame - this.centre
    this.steady = Math.abs(step) === 1 && step === this.heading ? this.steady + 1 : 0
    if (step !== 0) this.heading = step < 0 ? -1 : 1
    this.centre = frame
    this.prefetch = this.steady >= steadySteps ? frame : undefined
    if (this.prefetch !== undefined) void this.pump()
  }

  /** The picture if it is at hand; disturbs nothing. */
  peek(frame: number): VideoFrame | undefined {
    return this.cache.get(this.order.frame[this.table.sample[frame] ?? -1] ?? -1)
  }

  /** The frame's coded sample as the decoder gets it. */
  async sample(frame: number): Promise<Uint8Array | undefined> {
    const bytes = await this.reader.sample(this.table.sample[frame] ?? -1)
    return typeof bytes === 'string' ? undefined : bytes
  }

  /** Pictures held now and their bytes: for tests and the bench. */
  held(): { readonly pictures: number; readonly bytes: number } {
    return { pictures: this.cache.size, bytes: this.cache.heldBytes }
  }

  close(): void {
    this.closed = true
    clearTimeout(this.rest)
    this.wish?.answer({ kind: 'overtaken' })
    this.wish = undefined
    this.run?.close()
    if (this.spare.decoder.state !== 'closed') this.spare.decoder.close()
    this.cache.clear()
    this.reader.close()
  }

  private known(frame: number): Outcome | undefined {
    const picture = this.cache.get(frame)
    if (picture) return { kind: 'picture', picture }
    return this.skipped.has(frame) ? { kind: 'missing', reason: 'notDecodable' } : undefined
  }

  /** One loop decodes for all: first what was asked for, then what will be. */
  private async pump(): Promise<void> {
    if (this.pumping) return
    this.pumping = true
    try {
      for (let target = this.target(); target !== undefined; target = this.target())
        await this.advance(target)
    } finally {
      this.pumping = false
    }
  }

  private target(): number | undefined {
    if (this.closed) return undefined
    return this.wish?.frame ?? this.nextPrefetch()
  }

  /** One step of decoding towards the target. */
  private async advance(target: number): Promise<void> {
    const start = await this.startFor(target)
    if (this.closed) return
    const wanted = this.table.sample[target] ?? 0
    const reason = start === undefined ? 'notDecodable' : this.badBetween(start, wanted)
    if (start === undefined || reason) return this.miss(target, reason ?? 'notDecodable')
    if (!this.run || !this.reaches(this.run, target, start)) this.restart(start)
    const run = this.run
    if (!run) return
    const needed = target - (this.wish && this.steady === 0 ? keptBefore : 2 * behind)
    await run.feed(this.limitFrom(run.start), (sample, data) => this.canSpare(sample, data, needed))
    this.settle(run, target, start)
  }

  private reaches(run: DecodeRun, target: number, start: number): boolean {
    const near = start <= run.next + worthContinuing && run.start <= start
    return !run.ended && target > run.lastOut && near && !run.spared.has(this.table.sample[target] ?? -1)
  }

  private canSpare(sample: number, data: Uint8Array, needed: number): boolean {
    return this.sparing && (this.order.frame[sample] ?? 0) < needed && isDisposable(this.config, data)
  }

  private restart(start: number): void {
    this.run?.close()
    this.run = new DecodeRun(start, this.order, this.reader, this.spare, (frame, picture) =>
      this.keep(frame, picture),
    )
    this.spare = openDecoder(this.config)
  }

  private keep(frame: number, picture: VideoFrame): void {
    if (this.closed) return picture.close()
    this.cache.put(frame, picture, this.centre)
    const kept = this.cache.get(frame)
    if (kept && this.wish?.frame === frame) this.answer({ kind: 'picture', picture: kept })
  }

  /** A bad sample is a wall: what lies before it is let out whole, and the next run begins behind it. */
  private limitFrom(start: number): number {
    let limit = this.order.count
    for (const sample of this.bad.keys()) if (sample >= start) limit = Math.min(limit, sample)
    return limit
  }

  private settle(run: DecodeRun, target: number, start: number): void {
    if (this.closed || this.run !== run) return
    // Whatever went wrong may have come of what was spared: nothing is said of the clip before it was tried without.
    if (run.spared.size > 0 && run.isDubious(target)) {
      this.sparing = false
      return run.close()
    }
    if (run.failure) this.noteFailure(run.failure, run.start)
    const passed = run.lastOut >= target || (run.ended && !run.failure)
    if (!passed) return
    // It came out and was let go at once: the cache is full of nearer ones, nothing more needs fetching ahead.
    if (run.cameOut.has(target)) this.prefetch = undefined
    // All that it needs went in, from its own key picture on, yet no picture of it came out.
    else if (run.start === start) {
      this.skipped.add(target)
      this.miss(target, 'notDecodable')
    }
  }

  /**
   * The decoder does not say which sample it stumbled over, only that it was not the last to go in: the wall is
   * moved back sample by sample until all before it decodes.
   */
  private noteFailure({ sample, reason, exact }: RunFailure, start: number): void {
    if (exact) {
      this.bad.set(sample, reason)
      return
    }
    const wall = this.limitFrom(start)
    this.bad.delete(wall)
    this.bad.set(Math.max(start, Math.min(sample, wall) - 1), reason)
  }

  private miss(frame: number, reason: MissingReason): void {
    if (this.wish?.frame === frame) this.answer({ kind: 'missing', reason })
    else this.prefetch = undefined
  }

  private answer(outcome: Outcome): void {
    const wish = this.wish
    this.wish = undefined
    wish?.answer(outcome)
    this.restBeforePrefetch()
  }

  private badBetween(start: number, wanted: number): MissingReason | undefined {
    for (const [sample, reason] of this.bad) if (sample >= start && sample <= wanted) return reason
    return undefined
  }

  /**
   * The sample to begin with: a key sample that a decoder accepts, shown no later than the target. Pictures that
   * lead a key picture (open group) lean on the group before it.
   */
  private async startFor(target: number): Promise<number | undefined> {
    let key = keyBefore(this.order, this.table.sample[target] ?? 0)
    for (;;) {
      const shown = this.order.frame[key] ?? -1
      if (shown <= target && (await startsDecoding(this.reader, this.config, key))) return key
      if (key === 0) return shown <= target ? 0 : undefined
      key = keyBefore(this.order, key - 1)
    }
  }

  private restBeforePrefetch(): void {
    clearTimeout(this.rest)
    this.rest = setTimeout(() => {
      this.prefetch = this.centre
      void this.pump()
    }, restMilliseconds)
  }

  /** The nearest frame in the direction of travel that is not there yet, within what the cache can hold. */
  private nextPrefetch(): number | undefined {
    if (this.prefetch === undefined) return undefined
    for (const frame of soonWanted(this.course(), this.table.pts.length))
      if (!this.cache.has(frame) && !this.skipped.has(frame) && !this.lost(frame)) return frame
    this.prefetch = undefined
    return undefined
  }

  private course(): Course {
    const half = Math.floor(this.cache.room(this.table.width, this.table.height) / 2)
    return { centre: this.centre, heading: this.heading, loop: this.loop, half }
  }

  private lost(frame: number): boolean {
    const sample = this.table.sample[frame] ?? 0
    return this.badBetween(keyBefore(this.order, sample), sample) !== undefined
  }
}
