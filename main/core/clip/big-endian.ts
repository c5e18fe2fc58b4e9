/** Reads big-endian numbers from front to back; past the end it gives 0 and `ok` turns false. */
export class BigEndian {
  ok = true
  at: number
  private readonly bytes: Uint8Array
  private readonly view: DataView

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = at
  }

  get left(): number {
    return Math.max(0, this.bytes.length - this.at)
  }

  u8(): number {
    return this.take(1) ? this.view.getUint8(this.at - 1) : 0
  }

  u16(): number {
    return this.take(2) ? this.view.getUint16(this.at - 2) : 0
  }

  u32(): number {
    return this.take(4) ? this.view.getUint32(this.at - 4) : 0
  }

  i32(): number {
    return this.take(4) ? this.view.getInt32(this.at - 4) : 0
  }

  /** Beyond 2^53 no file has a byte and no clock a tick: such a value is refused, not rounded. */
  u64(): number {
    return this.safe(this.take(8) ? this.view.getBigUint64(this.at - 8) : 0n)
  }

  i64(): number {
    return this.safe(this.take(8) ? this.view.getBigInt64(this.at - 8) : 0n)
  }

  skip(length: number): void {
    this.take(length)
  }

  private safe(value: bigint): number {
    const number = Number(value)
    if (Number.isSafeInteger(number)) return number
    this.ok = false
    return 0
  }

  private take(length: number): boolean {
    this.ok &&= this.at + length <= this.bytes.length
    if (this.ok) this.at += length
    return this.ok
  }
}
