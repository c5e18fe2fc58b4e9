import { makeSoundSource, type SoundSource } from './sound-source.ts'

/** Seconds of media time that are played round and round. */
export interface SoundLoop {
  readonly from: number
  readonly to: number
}

/** Sound for what the engine plays: it gives the clock, and laps follow each other without a gap. */
export interface EngineSound {
  /** Forgets the clip before; nothing is read until something is played. */
  load(url: string, size: number): void
  /**
   * Plays from a time at a rate above 0. Resolves with the media time that is heard, counted on as if there were no
   * loop, or with undefined when there is nothing to hear.
   */
  start(from: number, rate: number, loop: SoundLoop | undefined): Promise<(() => number) | undefined>
  stop(): void
  setVolume(volume: number): void
  setMuted(muted: boolean): void
  destroy(): void
}

/** Seconds of sound that wait to be heard. */
const ahead = 1
/** Slower and faster than this sound is but noise. */
const [slowest, fastest] = [0.25, 4]

export function makeEngineSound(): EngineSound {
  return new Sound()
}

class Sound implements EngineSound {
  private place: { readonly url: string; readonly size: number } | undefined
  private source: Promise<SoundSource | undefined> | undefined
  private volume = 1
  private muted = false
  private turn = 0
  private playing: GainNode | undefined

  load(url: string, size: number): void {
    this.release()
    this.place = { url, size }
  }

  async start(from: number, rate: number, loop: SoundLoop | undefined): Promise<(() => number) | undefined> {
    this.stop()
    const mine = this.turn
    if (!this.place || rate < slowest || rate > fastest) return undefined
    this.source ??= makeSoundSource(this.place.url, this.place.size)
    const source = await this.source
    if (!source || mine !== this.turn || !(await runs(source.context)) || mine !== this.turn) return undefined
    const { context } = source
    const gain = new GainNode(context, { gain: this.loudness() })
    gain.connect(context.destination)
    this.playing = gain
    // What is heard first must be decoded first.
    const begins = context.currentTime + 0.15
    void this.feed(source, gain, { from, rate, loop, begins }, mine)
    return () => from + Math.max(0, context.currentTime - context.outputLatency - begins) * rate
  }

  stop(): void {
    this.turn++
    this.playing?.disconnect()
    this.playing = undefined
  }

  setVolume(volume: number): void {
    this.volume = volume
    if (this.playing) this.playing.gain.value = this.loudness()
  }

  setMuted(muted: boolean): void {
    this.muted = muted
    if (this.playing) this.playing.gain.value = this.loudness()
  }

  destroy(): void {
    this.release()
    this.place = undefined
  }

  private loudness(): number {
    return this.muted ? 0 : this.volume
  }

  private release(): void {
    this.stop()
    void this.source?.then((source) => source?.close())
    this.source = undefined
  }

  /** Lap after lap: each begins where the one before ends, to the sample. */
  private async feed(source: SoundSource, into: GainNode, course: Course, mine: number): Promise<void> {
    const { rate, loop } = course
    for (let { from, begins } = course; mine === this.turn;) {
      const end = loop ? loop.to : Infinity
      for await (const piece of source.pieces(from, end)) {
        while (
          mine === this.turn &&
          begins + (piece.timestamp - from) / rate > source.context.currentTime + ahead
        )
          await nap()
        if (mine !== this.turn) return
        schedule(source.context, into, piece, { from, end, rate, begins })
      }
      if (!loop) return
      begins += (loop.to - from) / rate
      from = loop.from
      while (mine === this.turn && begins > source.context.currentTime + ahead) await nap()
    }
  }
}

interface Course {
  readonly from: number
  readonly rate: number
  readonly loop: SoundLoop | undefined
  /** Time of the context at which `from` is heard. */
  readonly begins: number
}

/** A piece at its time and no longer than the lap; of what comes late only the rest, so that nothing drifts. */
function schedule(
  context: AudioContext,
  into: GainNode,
  piece: { readonly buffer: AudioBuffer; readonly timestamp: number },
  { from, end, rate, begins }: Omit<Course, 'loop'> & { readonly end: number },
): void {
  const due = begins + (piece.timestamp - from) / rate
  const late = Math.max(0, context.currentTime - due) * rate
  const offset = Math.max(0, from - piece.timestamp, late)
  const length = Math.min(piece.buffer.duration, end - piece.timestamp) - offset
  if (length <= 0) return
  const node = new AudioBufferSourceNode(context, { buffer: piece.buffer, playbackRate: rate })
  node.connect(into)
  node.start(due + offset / rate, offset, length)
}

/** False where no sound comes out: its clock would stand still. */
async function runs(context: AudioContext): Promise<boolean> {
  await Promise.race([context.resume(), nap()])
  const before = context.currentTime
  for (let tries = 0; tries < 10 && context.currentTime === before; tries++) await nap()
  return context.currentTime > before
}

function nap(): Promise<void> {
  return new Promise((done) => setTimeout(done, 40))
}
