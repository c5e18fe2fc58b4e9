import { BigEndian } from '../big-endian.ts'
import { Bits } from './bits.ts'

/** What of the sequence's parameters the order of pictures hangs on (ITU-T H.264, 7.3.2.1). */
export interface SequenceParameters {
  readonly planes: boolean
  readonly frameNumberBits: number
  /** Bits of the order count, for type 0; other types cannot reorder or are not evaluated. */
  readonly orderBits: number | undefined
  readonly framesOnly: boolean
  /** Pixels that are shown, after cropping (7.4.2.1.1). */
  readonly width: number
  readonly height: number
}

/** 7.3.2.2: which sequence a picture belongs to. */
interface PictureParameters {
  readonly sequence: number
}

/** The decoder record of an H.264 track (ISO/IEC 14496-15, 5.3.3.1). */
export interface AvcRecord {
  /** Bytes of the length before each NAL unit. */
  readonly lengthSize: number
  /** The sequence parameters for a picture parameter set's number. */
  sequenceOf(pictureParameters: number): SequenceParameters | undefined
}

export function parseAvcRecord(record: Uint8Array): AvcRecord | undefined {
  const read = new BigEndian(record, 4)
  const lengthSize = (read.u8() & 3) + 1
  const sequences = new Map<number, SequenceParameters>()
  const pictures = new Map<number, PictureParameters>()
  for (const unit of unitsOf(read, record, read.u8() & 31)) {
    const bits = new Bits(unit.subarray(1))
    const parsed = parseSequence(bits)
    if (bits.ok) sequences.set(parsed.id, parsed)
  }
  for (const unit of unitsOf(read, record, read.u8())) {
    const bits = new Bits(unit.subarray(1))
    const id = bits.unsigned()
    const sequence = bits.unsigned()
    if (bits.ok) pictures.set(id, { sequence })
  }
  if (!read.ok) return undefined
  return { lengthSize, sequenceOf: (id) => sequences.get(pictures.get(id)?.sequence ?? -1) }
}

/** Size of the pictures by the sequence parameters among these NAL units behind start codes (annex B). */
export function sizeInStream(
  data: Uint8Array,
): { readonly width: number; readonly height: number } | undefined {
  for (let at = 3; at < data.length; at++) {
    const starts = data[at - 1] === 1 && data[at - 2] === 0 && data[at - 3] === 0
    if (!starts || ((data[at] ?? 0) & 31) !== 7) continue
    const bits = new Bits(data.subarray(at + 1, at + 1 + 256))
    const { width, height } = parseSequence(bits)
    if (bits.ok && width > 0 && height > 0) return { width, height }
  }
  return undefined
}

function unitsOf(read: BigEndian, record: Uint8Array, count: number): Uint8Array[] {
  return Array.from({ length: count }, () => {
    const length = read.u16()
    const start = read.at
    read.skip(length)
    return record.subarray(start, read.at)
  })
}

const profilesWithChroma = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135])

function parseSequence(bits: Bits): SequenceParameters & { id: number } {
  const profile = bits.read(8)
  bits.read(16)
  const id = bits.unsigned()
  const chroma = profilesWithChroma.has(profile) ? chromaFields(bits) : { format: 1, planes: false }
  const frameNumberBits = bits.unsigned() + 4
  const orderType = bits.unsigned()
  const orderBits = orderType === 0 ? bits.unsigned() + 4 : undefined
  if (orderType === 1) skipOrderCycle(bits)
  bits.unsigned()
  bits.read(1)
  return { id, planes: chroma.planes, frameNumberBits, orderBits, ...sizeFields(bits, chroma) }
}

/** Macroblocks less what is cropped; of interlaced video the rows of both fields. */
function sizeFields(
  bits: Bits,
  { format, planes }: Chroma,
): Pick<SequenceParameters, 'framesOnly' | 'width' | 'height'> {
  const [across, down] = [bits.unsigned() + 1, bits.unsigned() + 1]
  const framesOnly = bits.flag()
  if (!framesOnly) bits.read(1)
  bits.read(1)
  const crop = bits.flag() ? Array.from({ length: 4 }, () => bits.unsigned()) : []
  const [left = 0, right = 0, top = 0, bottom = 0] = crop
  const fields = framesOnly ? 1 : 2
  const subsampled = !planes && (format === 1 || format === 2)
  const rows = (format === 1 && !planes ? 2 : 1) * fields
  return {
    framesOnly,
    width: across * 16 - (left + right) * (subsampled ? 2 : 1),
    height: down * 16 * fields - (top + bottom) * rows,
  }
}

interface Chroma {
  /** 0 none, 1 4:2:0, 2 4:2:2, 3 4:4:4. */
  readonly format: number
  /** The three colour planes are coded separately. */
  readonly planes: boolean
}

function chromaFields(bits: Bits): Chroma {
  const format = bits.unsigned()
  const planes = format === 3 && bits.flag()
  bits.unsigned()
  bits.unsigned()
  bits.read(1)
  if (bits.flag())
    for (let i = 0; i < (format === 3 ? 12 : 8); i++) if (bits.flag()) skipScaling(bits, i < 6 ? 16 : 64)
  return { format, planes }
}

/** 7.3.2.1.1.1: a list ends early when the next scale would be 0. */
function skipScaling(bits: Bits, size: number): void {
  let last = 8
  let next = 8
  for (let i = 0; i < size && bits.ok; i++) {
    if (next !== 0) next = (last + bits.signed() + 256) % 256
    last = next === 0 ? last : next
  }
}

function skipOrderCycle(bits: Bits): void {
  bits.read(1)
  bits.signed()
  bits.signed()
  const cycle = bits.unsigned()
  for (let i = 0; i < cycle && bits.ok; i++) bits.signed()
}
