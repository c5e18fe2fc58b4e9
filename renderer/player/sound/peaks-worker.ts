import { ALL_FORMATS, AudioSampleSink, CustomSource, Input, type AudioSample } from 'mediabunny'
import { peakValue, peakWindow, type SoundPeaks } from '../../../main/core/clip/sound-peaks.ts'
import { fetchRange } from '../engine/sample-reader.ts'

/** A clip as main serves it (verified bytes only), or the wish to pause while a picture is being fetched. */
export type PeaksRequest =
  | { readonly kind: 'make'; readonly url: string; readonly size: number }
  | { readonly kind: 'hold'; readonly hold: boolean }

/** What is known so far; `done` is between 0 and 1. */
export type PeaksAnswer =
  | { readonly kind: 'peaks'; readonly peaks: SoundPeaks; readonly done: number; readonly ended: boolean }
  | { readonly kind: 'unreadable' }

/** So long work goes on before the thread rests as long: what is on screen comes first. */
const stint = 40
const tellEvery = 700
/** Places whose bytes do not match the seal, or are no sound, before it is given up. */
const mostGaps = 200

let held = false

addEventListener('message', ({ data }: MessageEvent<PeaksRequest>) => {
  if (data.kind === 'hold') held = data.hold
  else void make(data.url, data.size)
})

async function make(url: string, size: number): Promise<void> {
  const seconds = await lengthOf(url, size)
  if (seconds === undefined) return answer({ kind: 'unreadable' })
  const windowMs = peakWindow(seconds)
  const values = new Uint8Array(Math.max(1, Math.ceil((seconds * 1000) / windowMs)))
  let told = performance.now()
  let from = 0
  for (let gaps = 0; gaps < mostGaps && from < seconds; gaps++) {
    const reached = await decodeFrom(url, size, from, async (sample) => {
      gather(sample, windowMs, values)
      await rest()
      if (performance.now() - told < tellEvery) return
      told = performance.now()
      const done = Math.min(1, sample.timestamp / seconds)
      answer({ kind: 'peaks', peaks: { windowMs, values }, done, ended: false })
    })
    if (reached === 'end') break
    // Whatever is behind the place that cannot be read is heard as well.
    from = Math.max(reached, from) + 1
  }
  answer({ kind: 'peaks', peaks: { windowMs, values }, done: 1, ended: true })
}

function answer(message: PeaksAnswer): void {
  postMessage(message)
}

/** Seconds of the sound track; undefined without one that this browser decodes. */
async function lengthOf(url: string, size: number): Promise<number | undefined> {
  return withTrack(url, size, async (track) =>
    (await track.canDecode()) ? track.computeDuration() : undefined,
  ).catch(() => undefined)
}

/** Hands over each piece from there on; answers how far it came, in seconds, or that the end was reached. */
async function decodeFrom(
  url: string,
  size: number,
  from: number,
  take: (sample: AudioSample) => Promise<void>,
): Promise<number | 'end'> {
  let reached = from
  try {
    await withTrack(url, size, async (track) => {
      for await (const sample of new AudioSampleSink(track).samples(from)) {
        reached = sample.timestamp
        await take(sample)
        sample.close()
      }
    })
    return 'end'
  } catch {
    // Bytes that main holds back, or sound that is none: the place stays empty.
    return reached
  }
}

type Track = NonNullable<Awaited<ReturnType<Input['getPrimaryAudioTrack']>>>

async function withTrack<T>(
  url: string,
  size: number,
  work: (track: Track) => Promise<T>,
): Promise<T | undefined> {
  const cancel = new AbortController()
  const input = new Input({
    formats: ALL_FORMATS,
    source: new CustomSource({
      getSize: () => size,
      read: async (start, end) => {
        const bytes = await fetchRange(url, start, end, cancel.signal)
        if (!bytes) throw new Error('not readable')
        return bytes
      },
      handleUnhandledError: () => undefined,
    }),
  })
  try {
    const track = await input.getPrimaryAudioTrack()
    return track ? await work(track) : undefined
  } finally {
    cancel.abort()
    input.dispose()
  }
}

function gather(sample: AudioSample, windowMs: number, values: Uint8Array): void {
  const plane = new Float32Array(sample.numberOfFrames)
  for (let channel = 0; channel < sample.numberOfChannels; channel++) {
    sample.copyTo(plane, { planeIndex: channel, format: 'f32-planar' })
    plane.forEach((value, at) => {
      const window = Math.floor(((sample.timestamp + at / sample.sampleRate) * 1000) / windowMs)
      if (window < 0 || window >= values.length) return
      values[window] = Math.max(values[window] ?? 0, peakValue(Math.abs(value)))
    })
  }
}

let worked = performance.now()

/** As much rest as work, and nothing but rest while somebody steps. */
async function rest(): Promise<void> {
  const spent = performance.now() - worked
  if (spent < stint && !held) return
  do await new Promise((done) => setTimeout(done, Math.min(spent, 2 * stint)))
  while (held)
  worked = performance.now()
}
