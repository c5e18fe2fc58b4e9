import {
  ALL_FORMATS,
  CustomSource,
  EncodedPacketSink,
  Input,
  type AudioCodec,
  type EncodedAudioPacketSource,
  type InputAudioTrack,
} from 'mediabunny'
import { fetchRange } from '../player/engine/sample-reader.ts'
import { isHeardIn, silentPacket, type SilentSpan, type SoundFate } from './silence.ts'

/** The sound of a clip, ready to be copied packet by packet. */
export interface KeptSound {
  readonly codec: AudioCodec
  readonly track: InputAudioTrack
  readonly config: AudioDecoderConfig
  readonly spans: readonly SilentSpan[]
  readonly silence: ReturnType<typeof silentPacket>
}

export interface OpenSound {
  /** undefined: there is none, or none that may leave. */
  readonly keep: KeptSound | undefined
  readonly fate: SoundFate
  readonly codecName: string
  close(): void
}

/** Reads the clip's first sound track over verified bytes. Where a part cannot be silenced, none of it is kept. */
export async function openSound(url: string, size: number, spans: readonly SilentSpan[]): Promise<OpenSound> {
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
  const close = (): void => {
    cancel.abort()
    input.dispose()
  }
  const [track] = await input.getAudioTracks()
  if (!track) return { keep: undefined, fate: 'none', codecName: '', close }
  const [codec, config] = [await track.getCodec(), await track.getDecoderConfig()]
  const codecName = config?.codec ?? codec ?? 'unknown'
  // Without a description AAC lies in a framing of its own, into which a bare packet does not fit.
  const framed = codec === 'aac' && !config?.description
  const silence = framed ? undefined : silentPacket(codecName, config?.numberOfChannels ?? 0)
  const wanted = spans.length > 0
  if (!codec || !config || (wanted && !silence)) return { keep: undefined, fate: 'dropped', codecName, close }
  const keep = { codec, track, config, spans, silence }
  return { keep, fate: wanted ? 'silenced' : 'copied', codecName, close }
}

/** Copies every packet, those inside a silent span as silence; answers how many those were. */
export async function copySound(
  { track, config, spans, silence }: KeptSound,
  into: EncodedAudioPacketSource,
  firstPicture: number,
): Promise<number> {
  const shift = Math.min(0, firstPicture)
  let silenced = 0
  let known = false
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const hidden = isHeardIn(packet, spans)
    if (hidden) silenced++
    const data = hidden && silence ? silence(packet) : packet.data
    const timestamp = packet.timestamp - shift
    // Sound before the picture begins is priming: nobody would hear it, and a time below zero is no time.
    if (timestamp < 0) continue
    await into.add(packet.clone({ data, timestamp }), known ? undefined : { decoderConfig: config })
    known = true
  }
  into.close()
  return silenced
}
