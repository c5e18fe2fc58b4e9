import { BigEndian } from '../big-endian.ts'
import { Bits } from './bits.ts'

/** What of the sequence's parameters the order of pictures hangs on (ITU-T H.264, 7.3.2.1). */
export interface SequenceParameters {
  readonly planes: boolean
  readonly frameNumberBits: number
  /** Bits of the order count, for type 0; other types cannot reorder or are not evaluated. */
  readonly orderBits: number | undefined
  readonly framesOnly: boolean
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
  const planes = profilesWithChroma.has(profile) && chromaFields(bits)
  const frameNumberBits = bits.unsigned() + 4
  const orderType = bits.unsigned()
  const orderBits = orderType === 0 ? bits.unsigned() + 4 : undefined
  if (orderType === 1) skipOrderCycle(bits)
  bits.unsigned()
  bits.read(1)
  bits.unsigned()
  bits.unsigned()
  return { id, planes, frameNumberBits, orderBits, framesOnly: bits.flag() }
}

/** True when the three colour planes are coded separately. */
function chromaFields(bits: Bits): boolean {
  const format = bits.unsigned()
  const planes = format === 3 && bits.flag()
  bits.unsigned()
  bits.unsigned()
  bits.read(1)
  if (bits.flag())
    for (let i = 0; i < (format === 3 ? 12 : 8); i++) if (bits.flag()) skipScaling(bits, i < 6 ? 16 : 64)
  return planes
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
