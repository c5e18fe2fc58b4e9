import { Bits } from './bits.ts'
import type { AvcRecord, SequenceParameters } from './parameter-sets.ts'

/** Where a picture stands among those of its coded sequence (ITU-T H.264, 8.2.1). */
export interface PicturePlace {
  /** Counts the sequences: each IDR picture begins one. */
  readonly sequence: number
  readonly order: number
}

/** Follows the order count from sample to sample. One that breaks the syntax's own rules has no place. */
export class PictureOrder {
  private sequence = 0
  private highBits = 0
  private lowBits = 0
  private readonly record: AvcRecord

  constructor(record: AvcRecord) {
    this.record = record
  }

  /**
   * The place of the sample's picture; `undecodable` when all its slices break the syntax, undefined when the
   * order cannot be told from `head`, the sample's first bytes. `damaged` says that a slice before it breaks it.
   */
  next(head: Uint8Array): (PicturePlace & { readonly damaged: boolean }) | 'undecodable' | undefined {
    let damaged = false
    for (const unit of slicesIn(head, this.record.lengthSize)) {
      const header = unit[0] ?? 0
      const instant = (header & 31) === 5
      const bits = new Bits(unit.subarray(1, 64))
      const slice = this.parse(bits, instant)
      if (!slice || !bits.ok) return undefined
      if (!isForbidden(slice, instant, header))
        return { ...this.place(slice, instant, (header & 0x60) !== 0), damaged }
      damaged = true
    }
    return damaged ? 'undecodable' : undefined
  }

  private parse(bits: Bits, instant: boolean): ParsedSlice | undefined {
    bits.unsigned()
    const sliceType = bits.unsigned()
    const parameters = this.record.sequenceOf(bits.unsigned())
    if (parameters?.orderBits === undefined) return undefined
    skipToOrder(bits, parameters, instant)
    return { sliceType, low: bits.read(parameters.orderBits), range: 2 ** parameters.orderBits }
  }

  /** 8.2.1.1, for frames and first fields. */
  private place({ low, range }: ParsedSlice, instant: boolean, reference: boolean): PicturePlace {
    if (instant) {
      this.sequence++
      this.highBits = 0
      this.lowBits = 0
    }
    let high = this.highBits
    if (low < this.lowBits && this.lowBits - low >= range / 2) high += range
    else if (low > this.lowBits && low - this.lowBits > range / 2) high -= range
    if (reference) {
      this.highBits = high
      this.lowBits = low
    }
    return { sequence: this.sequence, order: high + low }
  }
}

interface ParsedSlice {
  readonly sliceType: number
  readonly low: number
  readonly range: number
}

function skipToOrder(bits: Bits, parameters: SequenceParameters, instant: boolean): void {
  if (parameters.planes) bits.read(2)
  bits.read(parameters.frameNumberBits)
  if (!parameters.framesOnly && bits.flag()) bits.read(1)
  if (instant) bits.unsigned()
}

/** An IDR picture is made of intra slices (7.4.3) and others lean on it (7.4.1). */
function isForbidden({ sliceType }: ParsedSlice, instant: boolean, header: number): boolean {
  const intra = sliceType % 5 === 2 || sliceType % 5 === 4
  return sliceType > 9 || (instant && (!intra || (header & 0x60) === 0))
}

/** The slices among the sample's NAL units (types 1 and 5), as far as they begin within `head`. */
function slicesIn(head: Uint8Array, lengthSize: number): Uint8Array[] {
  const slices: Uint8Array[] = []
  for (let at = 0; at + lengthSize < head.length;) {
    let length = 0
    for (let i = 0; i < lengthSize; i++) length = length * 256 + (head[at + i] ?? 0)
    const unit = head.subarray(at + lengthSize, at + lengthSize + length)
    const type = (unit[0] ?? 0) & 31
    if (type === 1 || type === 5) slices.push(unit)
    at += lengthSize + length
  }
  return slices
}
