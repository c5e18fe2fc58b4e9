/** Reads a NAL unit's payload bit by bit (ITU-T H.264, 7.2 and 9.1); past the end it gives zeros and `ok` turns false. */
export class Bits {
  ok = true
  private at = 0
  private readonly bytes: Uint8Array

  /** `unit` is the NAL unit without its one header byte; emulation prevention bytes are taken out here. */
  constructor(unit: Uint8Array) {
    this.bytes = unit.filter((byte, i) => !(byte === 3 && i >= 2 && unit[i - 1] === 0 && unit[i - 2] === 0))
  }

  flag(): boolean {
    return this.read(1) === 1
  }

  read(count: number): number {
    let value = 0
    for (let i = 0; i < count; i++, this.at++) {
      const byte = this.bytes[this.at >> 3]
      if (byte === undefined) this.ok = false
      value = value * 2 + (((byte ?? 0) >> (7 - (this.at & 7))) & 1)
    }
    return value
  }

  /** ue(v) */
  unsigned(): number {
    let zeros = 0
    while (this.ok && zeros < 32 && !this.flag()) zeros++
    return 2 ** zeros - 1 + this.read(zeros)
  }

  /** se(v) */
  signed(): number {
    const code = this.unsigned()
    return code % 2 === 0 ? -code / 2 : (code + 1) / 2
  }
}
