import { ALL_FORMATS, AudioBufferSink, CustomSource, Input, type WrappedAudioBuffer } from 'mediabunny'
import { fetchRange } from './engine/sample-reader.ts'

/** A clip's first sound track, decoded piece by piece from verified bytes, and what plays it. */
export interface SoundSource {
  readonly context: AudioContext
  /** Pieces that touch the range of media time in seconds, in order; ends early where no more can be read or decoded. */
  pieces(from: number, to: number): AsyncGenerator<WrappedAudioBuffer>
  close(): void
}

/** Undefined without sound, or when this browser cannot decode it. */
export async function makeSoundSource(url: string, size: number): Promise<SoundSource | undefined> {
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
  const end = (): void => {
    cancel.abort()
    input.dispose()
  }
  try {
    const track = await input.getPrimaryAudioTrack()
    if (!track || !(await track.canDecode())) {
      end()
      return undefined
    }
    const sink = new AudioBufferSink(track)
    // At the recording's own rate pieces meet without being resampled.
    const context = new AudioContext({ sampleRate: await track.getSampleRate() })
    return {
      context,
      pieces: (from, to) => soundPieces(sink, from, to),
      close: () => void context.close().then(end),
    }
  } catch {
    // Bytes that main holds back, or sound that is none: nothing is heard.
    end()
    return undefined
  }
}

async function* soundPieces(
  sink: AudioBufferSink,
  from: number,
  to: number,
): AsyncGenerator<WrappedAudioBuffer> {
  try {
    yield* sink.buffers(from, to)
  } catch {
    // A broken chunk ends the sound, not the pictures.
  }
}
