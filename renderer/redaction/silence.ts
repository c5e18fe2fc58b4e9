import type { EncodedPacket } from 'mediabunny'

/** Seconds, half open. */
export interface SilentSpan {
  readonly from: number
  readonly to: number
}

/** What became of the sound. `dropped`: it could not be silenced in part, so all of it was left out. */
export type SoundFate = 'none' | 'copied' | 'silenced' | 'dropped'

/** One AAC-LC frame of silence with the standard's shortest syntax, by number of channels (ISO/IEC 14496-3, 4.4). */
const silentAac: Readonly<Record<number, readonly number[]>> = {
  1: [0x00, 0xc8, 0x00, 0x80, 0x23, 0x80],
  2: [0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80],
}

/**
 * A packet of silence in this codec, or undefined where none can be made without an encoder: AAC-LC has one by
 * number of channels, plain PCM is silent in zeros.
 */
export function silentPacket(
  codec: string,
  channels: number,
): ((packet: EncodedPacket) => Uint8Array) | undefined {
  const aac = silentAac[channels]
  if (codec === 'mp4a.40.2' && aac) return () => Uint8Array.from(aac)
  if (/^pcm-[sf]/.test(codec)) return (packet) => new Uint8Array(packet.data.length)
  return undefined
}

/**
 * Whether a packet could be heard inside a span. Transform codecs spread a packet over its neighbours, so two packets
 * on either side are taken as well.
 */
export function isHeardIn(
  packet: Pick<EncodedPacket, 'timestamp' | 'duration'>,
  spans: readonly SilentSpan[],
): boolean {
  const reach = 2 * packet.duration
  return spans.some(
    ({ from, to }) => packet.timestamp + packet.duration + reach > from && packet.timestamp - reach < to,
  )
}
