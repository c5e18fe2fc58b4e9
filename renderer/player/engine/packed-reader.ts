import {
  CustomSource,
  EncodedPacketSink,
  Input,
  MATROSKA,
  MPEG_TS,
  WEBM,
  type EncodedPacket,
} from 'mediabunny'
import type { DecodeOrder } from '../../../main/core/clip/decode-order.ts'
import { stampOf, toSeconds, type FrameTable } from '../../../main/core/clip/frame-table.ts'
import { fetchRange, type SampleLack, type SampleReader } from './sample-reader.ts'

/** Reads samples whose bytes lie scattered or transformed in the container: a demuxer puts them together again. */
export function packedReader(
  url: string,
  fileSize: number,
  table: FrameTable,
  order: DecodeOrder,
): SampleReader {
  const cancel = new AbortController()
  const times = timesOf(table, order)
  const restarted = table.restarts.length > 0
  const input = new Input({
    formats: [MPEG_TS, MATROSKA, WEBM],
    source: new CustomSource({
      getSize: () => fileSize,
      read: async (start, end) => {
        const bytes = await fetchRange(url, start, end, cancel.signal)
        if (!bytes) throw new Error('not readable')
        return bytes
      },
      handleUnhandledError: () => undefined,
    }),
  })
  const sink = input.getVideoTracks().then(([track]) => track && new EncodedPacketSink(track))
  let last: { readonly number: number; readonly packet: EncodedPacket } | undefined

  async function packetAt(number: number): Promise<EncodedPacket | null> {
    const packets = await sink
    if (!packets) return null
    if (last && last.number === number) return last.packet
    if (last && last.number + 1 === number) return packets.getNextPacket(last.packet)
    const found = await packets.getPacket(times[number] ?? 0)
    return restarted && !(found && isSample(found, number)) ? walkTo(packets, number) : found
  }

  /** Where the clock began anew the same time stands twice in the stream: only its place tells a sample. */
  function isSample(packet: EncodedPacket, number: number): boolean {
    const placed = !restarted || packet.sequenceNumber === order.offset[number]
    return placed && packet.timestamp === times[number]
  }

  async function walkTo(packets: EncodedPacketSink, number: number): Promise<EncodedPacket | null> {
    let packet = last && last.number < number ? last.packet : await packets.getFirstPacket()
    while (packet && packet.sequenceNumber < (order.offset[number] ?? 0))
      packet = await packets.getNextPacket(packet)
    return packet
  }

  async function sample(number: number): Promise<Uint8Array | SampleLack> {
    try {
      const packet = await packetAt(number)
      // The demuxer counts as the table does, or what it gives is some other picture.
      if (!packet || !isSample(packet, number)) return 'notDecodable'
      last = { number, packet }
      return packet.data
    } catch {
      return 'brokenChunk'
    }
  }

  return {
    sample,
    close() {
      cancel.abort()
      input.dispose()
    },
  }
}

/** Seconds of each sample, by the same division that the demuxer makes. */
function timesOf(table: FrameTable, order: DecodeOrder): Float64Array {
  const times = new Float64Array(order.count)
  for (const { sample, pts } of table.hidden) times[sample] = toSeconds(pts, table.timeBase)
  table.sample.forEach((sample, frame) => {
    times[sample] = toSeconds(stampOf(table, frame), table.timeBase)
  })
  return times
}
