/** One coded sample as the container lists it. Times are ticks; `decode` gives the order of decoding. */
export interface CodedSample {
  readonly offset: number
  readonly size: number
  readonly pts: number
  readonly duration: number
  readonly key: boolean
}

/** Samples in decode order, column by column: a day of video fits in memory. */
export interface CodedSamples {
  readonly count: number
  readonly offset: Float64Array
  readonly size: Uint32Array
  readonly pts: Float64Array
  readonly duration: Float64Array
  readonly key: Uint8Array
}

/** More samples than four days at 30 pictures a second: such a table is an attack, not a recording. */
export const sampleLimit = 10_000_000

/** Collects samples whose number is not known beforehand. */
export class SampleList {
  count = 0
  private room = 1024
  private offset = new Float64Array(this.room)
  private size = new Uint32Array(this.room)
  private pts = new Float64Array(this.room)
  private duration = new Float64Array(this.room)
  private key = new Uint8Array(this.room)

  /** False when there are more than any recording has. */
  push(sample: CodedSample): boolean {
    if (this.count >= sampleLimit) return false
    if (this.count === this.room) this.grow()
    const at = this.count++
    this.offset[at] = sample.offset
    this.size[at] = sample.size
    this.pts[at] = sample.pts
    this.duration[at] = sample.duration
    this.key[at] = sample.key ? 1 : 0
    return true
  }

  samples(): CodedSamples {
    const { count } = this
    return {
      count,
      offset: this.offset.slice(0, count),
      size: this.size.slice(0, count),
      pts: this.pts.slice(0, count),
      duration: this.duration.slice(0, count),
      key: this.key.slice(0, count),
    }
  }

  private grow(): void {
    this.room *= 2
    this.offset = enlarged(this.offset, new Float64Array(this.room))
    this.size = enlarged(this.size, new Uint32Array(this.room))
    this.pts = enlarged(this.pts, new Float64Array(this.room))
    this.duration = enlarged(this.duration, new Float64Array(this.room))
    this.key = enlarged(this.key, new Uint8Array(this.room))
  }
}

function enlarged<T extends Float64Array | Uint32Array | Uint8Array>(from: T, into: T): T {
  into.set(from)
  return into
}
