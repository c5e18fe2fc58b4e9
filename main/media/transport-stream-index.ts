import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny'
import type { Sha256 } from '../core/bytes.ts'
import { continuous } from '../core/clip/clock-restarts.ts'
import { SampleList, type CodedSamples } from '../core/clip/coded-samples.ts'
import { sizeInStream } from '../core/clip/h264/parameter-sets.ts'
import type { FrameTable } from '../core/clip/frame-table.ts'
import { unedited } from '../core/clip/isobmff/edits.ts'
import { makeFrameTable, noKnowledge } from '../core/clip/make-frame-table.ts'
import type { VideoContainer } from './container-facts.ts'

/** ISO/IEC 13818-1: all times of a transport stream count 90,000 a second. */
const ticksPerSecond = 90_000

/** The frame table of an MPEG transport stream. Places are those of the packet that begins the picture. */
export async function tableOfTransportStream(
  { track, facts }: VideoContainer,
  sha256: Sha256,
): Promise<FrameTable | undefined> {
  const counted = await samplesOf(track)
  if (!counted) return undefined
  const { samples, restarts } = continuous(counted)
  const timeBase = { num: 1, den: ticksPerSecond }
  const named = { ...facts, codec: facts.codec ?? 'unknown', timeBase, layout: 'packed' as const }
  const table = makeFrameTable({ ...named, ...(await sizeOf(track)) }, samples, unedited, noKnowledge, sha256)
  return {
    ...table,
    restarts: restarts.map(({ sample, ticks }) => ({ frame: table.sample.indexOf(sample), ticks })),
  }
}

/** mediabunny takes interlaced pictures for half as high as they are. */
async function sizeOf(track: InputVideoTrack): Promise<{ width: number; height: number } | undefined> {
  if ((await track.getCodec()) !== 'avc') return undefined
  const first = await new EncodedPacketSink(track).getFirstPacket()
  return first ? sizeInStream(first.data) : undefined
}

/**
 * mediabunny throws where the packets have lost their rhythm. A table that simply ended there would hide that more
 * pictures follow: such a stream is not counted at all.
 */
async function samplesOf(track: InputVideoTrack): Promise<CodedSamples | undefined> {
  const list = new SampleList()
  try {
    const packets = new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })
    for await (const packet of packets) {
      // The tick divided by 90,000 and multiplied again is off by far less than half: rounding gives the tick back.
      const pts = Math.round(packet.timestamp * ticksPerSecond)
      const duration = Math.round(packet.duration * ticksPerSecond)
      const row = { offset: packet.sequenceNumber, size: packet.byteLength, pts, duration }
      if (!list.push({ ...row, key: packet.type === 'key' })) return undefined
    }
  } catch {
    return undefined
  }
  return list.samples()
}
