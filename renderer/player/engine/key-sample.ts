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
  if (typeof data === 'string') return true
  const lengthSize = lengthSizeOf(config)
  const instant = lengthSize ? hasInstantUnit(data, lengthSize) : hasInstantUnitBehindStartCode(data)
  answers.set(sample, instant)
  return instant
}

/** Bytes of the length before each unit, as the decoder's record says; undefined where there is none (ISO/IEC 14496-15). */
function lengthSizeOf({ description }: VideoDecoderConfig): number | undefined {
  return description instanceof Uint8Array ? ((description[4] ?? 3) & 3) + 1 : undefined
}

function hasInstantUnit(data: Uint8Array, lengthSize: number): boolean {
  for (let at = 0; at + lengthSize < data.length;) {
    if (((data[at + lengthSize] ?? 0) & 31) === 5) return true
    const length = data.subarray(at, at + lengthSize).reduce((sum, byte) => sum * 256 + byte, 0)
    at += lengthSize + length
  }
  return false
}

/** NAL units behind start codes, as in transport streams (ITU-T H.264, annex B). */
function hasInstantUnitBehindStartCode(data: Uint8Array): boolean {
  return data.some(
    (byte, i) => (byte & 31) === 5 && i >= 3 && data[i - 1] === 1 && data[i - 2] === 0 && data[i - 3] === 0,
  )
}
