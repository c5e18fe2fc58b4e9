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
  const lengthSize = lengthSizeOf(config.description)
  const instant = lengthSize ? hasInstantUnit(data, lengthSize) : hasInstantUnitBehindStartCode(data)
  answers.set(sample, instant)
  return instant
}

/**
 * Whether no other picture leans on this sample's (nal_ref_idc 0 in all its slices; ITU-T H.264, 7.4.1): on the way
 * to a picture far behind it, decoding it can be spared. False where that cannot be told.
 */
export function isDisposable({ codec, description }: VideoDecoderConfig, data: Uint8Array): boolean {
  const lengthSize = codec.startsWith('avc') ? lengthSizeOf(description) : undefined
  if (!lengthSize) return false
  let slices = 0
  for (const header of unitHeaders(data, lengthSize)) {
    const type = header & 31
    if (type < 1 || type > 5) continue
    if (type !== 1 || (header & 0x60) !== 0) return false
    slices++
  }
  return slices > 0
}

/** Bytes of the length before each unit, as the decoder's record says; undefined where there is none (ISO/IEC 14496-15). */
function lengthSizeOf(description: VideoDecoderConfig['description']): number | undefined {
  return description instanceof Uint8Array ? ((description[4] ?? 3) & 3) + 1 : undefined
}

function hasInstantUnit(data: Uint8Array, lengthSize: number): boolean {
  for (const header of unitHeaders(data, lengthSize)) if ((header & 31) === 5) return true
  return false
}

/** The first byte of each unit. */
function* unitHeaders(data: Uint8Array, lengthSize: number): Generator<number> {
  for (let at = 0; at + lengthSize < data.length;) {
    yield data[at + lengthSize] ?? 0
    const length = data.subarray(at, at + lengthSize).reduce((sum, byte) => sum * 256 + byte, 0)
    at += lengthSize + length
  }
}

/** NAL units behind start codes, as in transport streams (ITU-T H.264, annex B). */
function hasInstantUnitBehindStartCode(data: Uint8Array): boolean {
  return data.some(
    (byte, i) => (byte & 31) === 5 && i >= 3 && data[i - 1] === 1 && data[i - 2] === 0 && data[i - 3] === 0,
  )
}
