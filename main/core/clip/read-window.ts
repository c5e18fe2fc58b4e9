import type { ByteSource } from '../bytes.ts'

const windowSize = 256 * 1024

/** Small reads that mostly follow each other, gathered into large ones of the source. */
export class ReadWindow {
  private start = 0
  private window: Uint8Array = new Uint8Array(0)
  private readonly source: ByteSource

  constructor(source: ByteSource) {
    this.source = source
  }

  /** Up to `length` bytes from `offset`; fewer only at the end of the source. */
  async bytes(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.source.size - offset))
    const inside = offset >= this.start && offset + wanted <= this.start + this.window.length
    if (!inside) {
      this.window = await this.source.read(
        offset,
        Math.min(Math.max(wanted, windowSize), this.source.size - offset),
      )
      this.start = offset
    }
    return this.window.subarray(offset - this.start, offset - this.start + wanted)
  }
}
