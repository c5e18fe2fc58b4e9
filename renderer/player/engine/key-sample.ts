import type { SampleReader } from './sample-reader.ts'

const known = new WeakMap<SampleReader, Map<number, boolean>>()

/**
 * Whether a decoder may begin with this sample. In H.264 a recovery point is marked as key by containers, yet only
 * an IDR picture lets Chromium's decoder begin. A sample that cannot be read is let pass: the run will say why.
 */
export async function startsDecoding(
  reader: SampleReader,
  config: VideoDecoderConfig,
  sample: number,
): Promise<boolean> {
  if (!config.codec.startsWith('avc')) return true
  const answers = known.get(reader) ?? new Map<number, boolean>()
  known.set(reader, answers)
  const answer = answers.get(sample)
  if (answer !== undefined) return answer
  const data = await reader.sample(sample)
  if (!data) return true
  const instant = config.description ? hasInstantUnit(data) : hasInstantUnitBehindStartCode(data)
  answers.set(sample, instant)
  return instant
}

/** NAL units behind lengths of four bytes, as all but very old writers use. */
function hasInstantUnit(data: Uint8Array): boolean {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  for (let at = 0; at + 4 < data.length; at += 4 + view.getUint32(at)) {
    if (((data[at + 4] ?? 0) & 31) === 5) return true
  }
  return false
}

/** NAL units behind start codes, as in transport streams (ITU-T H.264, annex B). */
function hasInstantUnitBehindStartCode(data: Uint8Array): boolean {
  return data.some(
    (byte, i) => (byte & 31) === 5 && i >= 3 && data[i - 1] === 1 && data[i - 2] === 0 && data[i - 3] === 0,
  )
}
