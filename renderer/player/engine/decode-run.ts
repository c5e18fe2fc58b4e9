import type { DecodeOrder } from '../../../main/core/clip/decode-order.ts'
import type { OpenDecoder } from './open-decoder.ts'
import type { SampleReader } from './sample-reader.ts'

/** Samples that may wait in the decoder: enough to keep it busy, few enough to change one's mind. */
const queueLimit = 16

/** Why a run of decoding came to its end before the clip did. */
export interface RunFailure {
  readonly sample: number
  readonly reason: 'brokenChunk' | 'notDecodable'
  /** True when this very sample is the cause; the decoder itself only tells that it was none of the later ones. */
  readonly exact?: true
}

/** Takes what comes out; a picture is the sink's to close. */
export interface PictureSink {
  picture(frame: number, picture: VideoFrame): void
  /** All that the frame needs went in, yet no picture of it came out. */
  skipped(frame: number): void
}

/**
 * One decoder, fed from a key sample onwards. Each sample goes in under the number of its frame, so each picture
 * names its frame when it comes out; pictures must come out rising, or none of them is believed.
 */
export class DecodeRun {
  /** The next sample to go in. */
  next: number
  /** The last frame that came out, or one before the first that may. */
  lastOut: number
  /** Nothing more will come out. */
  ended = false
  failure: RunFailure | undefined
  readonly start: number
  private readonly decoder: VideoDecoder
  private readonly order: DecodeOrder
  private readonly reader: SampleReader
  private readonly sink: PictureSink
  private wake: () => void = () => undefined

  constructor(
    start: number,
    order: DecodeOrder,
    reader: SampleReader,
    { decoder, listen }: OpenDecoder,
    sink: PictureSink,
  ) {
    this.start = start
    this.next = start
    this.order = order
    this.reader = reader
    this.sink = sink
    // Pictures that lead the first key picture lean on what was not fed: they are not believed.
    this.lastOut = (order.frame[start] ?? -1) - 1
    this.decoder = decoder
    listen(
      (picture) => this.take(picture),
      () => this.fail({ sample: this.next, reason: 'notDecodable' }),
    )
    this.decoder.addEventListener('dequeue', () => this.wake())
  }

  /** Puts in the next sample, or lets out all that is left when there is none before `until`. */
  async feed(until: number): Promise<void> {
    if (this.ended) return
    if (this.next >= until) return this.finish()
    const data = await this.reader.sample(this.next)
    if (this.ended) return
    if (typeof data === 'string') {
      this.failure ??= { sample: this.next, reason: data, exact: true }
      return this.finish()
    }
    try {
      this.decoder.decode(this.chunk(this.next, data))
    } catch (error) {
      // The decoder refuses a first sample that is no real key picture at once, and not by its error callback.
      if (!(error instanceof DOMException)) throw error
      return this.fail({ sample: this.next, reason: 'notDecodable' })
    }
    this.next++
    while (!this.ended && this.decoder.decodeQueueSize > queueLimit) await this.change()
  }

  /** Resolves when the decoder took something in or let something out. */
  private change(): Promise<void> {
    return new Promise((done) => {
      this.wake = done
    })
  }

  private async finish(): Promise<void> {
    // A decoder that fails while it lets out its last pictures has told so by its error callback.
    if (this.decoder.state === 'configured') await this.decoder.flush().catch(() => undefined)
    if (this.ended) return
    this.ended = true
    this.tellSkipped(Infinity)
  }

  close(): void {
    this.ended = true
    if (this.decoder.state !== 'closed') this.decoder.close()
    this.wake()
  }

  private chunk(sample: number, data: Uint8Array): EncodedVideoChunk {
    const frame = this.order.frame[sample] ?? -1
    const type = sample === this.start || this.order.key[sample] === 1 ? 'key' : 'delta'
    return new EncodedVideoChunk({ type, timestamp: (frame < 0 ? -1 - sample : frame) * 1000, data })
  }

  private take(picture: VideoFrame): void {
    const frame = picture.timestamp / 1000
    if (this.ended || frame <= this.lastOut) {
      picture.close()
      // Hidden samples and leading pictures pass; anything else out of order means that no number can be trusted.
      if (frame > (this.order.frame[this.start] ?? -1))
        this.fail({ sample: this.start, reason: 'notDecodable' })
    } else {
      this.tellSkipped(frame)
      this.lastOut = frame
      this.sink.picture(frame, picture)
    }
    this.wake()
  }

  private tellSkipped(before: number): void {
    for (let sample = this.start; sample < this.next; sample++) {
      const frame = this.order.frame[sample] ?? -1
      if (frame > this.lastOut && frame < before) this.sink.skipped(frame)
    }
  }

  private fail(failure: RunFailure): void {
    this.failure ??= failure
    this.close()
  }
}
