import { ALL_FORMATS, AudioSampleSink, CustomSource, Input, type InputAudioTrack } from 'mediabunny'
import { fetchRange } from '../engine/sample-reader.ts'
import { matchSounds, loudnessOf, type SoundMatch } from './correlate.ts'

/** Two clips whose sound is to be compared, as main serves them: verified bytes only. */
export interface SoundRequest {
  readonly first: { readonly url: string; readonly size: number }
  readonly second: { readonly url: string; readonly size: number }
}

/** Seconds of a window: half of a fast picture's time. */
const windowSeconds = 0.005

/** What came of it; `lag` is in windows. */
export type SoundAnswer = SoundMatch | 'noSound'

/** Longest sound that is looked at: an hour of windows fits into some megabytes. */
const longest = 3600
/** Least common sound, and how far off a second place must be to be another one; in windows. */
const [leastOverlap, apart] = [3 / windowSeconds, 1 / windowSeconds]

addEventListener('message', ({ data }: MessageEvent<SoundRequest>) => {
  void compare(data).then((answer) => postMessage(answer))
})

async function compare({ first, second }: SoundRequest): Promise<SoundAnswer> {
  const [a, b] = [await energiesOf(first), await energiesOf(second)]
  if (!a || !b) return 'noSound'
  return matchSounds(loudnessOf(a), loudnessOf(b), leastOverlap, apart) ?? 'noSound'
}

/** Mean energy of each window from media time zero; undefined without sound that this browser decodes. */
async function energiesOf({ url, size }: SoundRequest['first']): Promise<Float32Array | undefined> {
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
    if (!track || !(await track.canDecode())) return undefined
    return await gather(track)
  } catch {
    // Bytes that main holds back, or sound that is none: there is nothing to compare.
    return undefined
  } finally {
    cancel.abort()
    input.dispose()
  }
}

async function gather(track: InputAudioTrack): Promise<Float32Array> {
  const length = Math.ceil(Math.min(longest, await track.computeDuration()) / windowSeconds) + 1
  const [sums, counts] = [new Float32Array(length), new Uint32Array(length)]
  for await (const sample of new AudioSampleSink(track).samples(0, longest)) {
    const values = new Float32Array(sample.numberOfFrames)
    sample.copyTo(values, { planeIndex: 0, format: 'f32-planar' })
    values.forEach((value, at) => {
      const window = Math.floor((sample.timestamp + at / sample.sampleRate) / windowSeconds)
      if (window < 0 || window >= length) return
      sums[window] = (sums[window] ?? 0) + value * value
      counts[window] = (counts[window] ?? 0) + 1
    })
    sample.close()
  }
  return sums.map((sum, at) => sum / Math.max(1, counts[at] ?? 0))
}
