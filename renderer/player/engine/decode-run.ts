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

/**
 * One decoder, fed from a key sample onwards. Each sample goes in under its own number, so each picture names its
 * frame when it comes out; pictures must come out rising, or none of them is believed.
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
  /** All frames that came out. */
  readonly cameOut = new Set<number>()
  /** Samples that were passed over, because nothing leans on them and nobody wants them. */
  readonly spared = new Set<number>()
  private readonly onPicture: (frame: number, picture: VideoFrame) => void
  private wake: () => void = () => undefined

  constructor(
    start: number,
    order: DecodeOrder,
    reader: SampleReader,
    { decoder, listen }: OpenDecoder,
    onPicture: (frame: number, picture: VideoFrame) => void,
  ) {
    this.start = start
    this.next = start
    this.order = order
    this.reader = reader
    this.onPicture = onPicture
    // Pictures that lead the first key picture lean on what was not fed: they are not believed.
    this.lastOut = (order.frame[start] ?? -1) - 1
    this.decoder = decoder
    listen(
      (picture) => this.take(picture),
      () => this.fail({ sample: this.next, reason: 'notDecodable' }),
    )
    this.decoder.addEventListener('dequeue', () => this.wake())
  }

  /** Puts in the next sample unless it can be spared, or lets out all that is left when there is none before `until`. */
  async feed(until: number, canSpare: (sample: number, data: Uint8Array) => boolean): Promise<void> {
    if (this.ended) return
    if (this.next >= until) return this.finish()
    const data = await this.reader.sample(this.next)
    if (this.ended) return
    if (typeof data === 'string') {
      this.failure ??= { sample: this.next, reason: data, exact: true }
      return this.finish()
    }
    if (this.next > this.start && canSpare(this.next, data)) {
      this.spared.add(this.next++)
      return
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
    this.ended = true
  }

  /** It failed, or let a frame pass without its picture. */
  isDubious(frame: number): boolean {
    if (this.failure) return !this.failure.exact
    return (this.ended || this.lastOut >= frame) && !this.cameOut.has(frame)
  }

  close(): void {
    this.ended = true
    if (this.decoder.state !== 'closed') this.decoder.close()
    this.wake()
  }

  private chunk(sample: number, data: Uint8Array): EncodedVideoChunk {
    const type = sample === this.start || this.order.key[sample] === 1 ? 'key' : 'delta'
    return new EncodedVideoChunk({ type, timestamp: sample * 1000, data })
  }

  private take(picture: VideoFrame): void {
    const sample = picture.timestamp / 1000
    const frame = this.order.frame[sample] ?? -1
    const shown = this.order.frame[this.start] ?? -1
    // Where recordings were joined, times may overlap: a key picture may begin earlier than the last one before it.
    const inOrder = frame > this.lastOut || (this.order.key[sample] === 1 && sample > this.start)
    if (!this.ended && inOrder && frame >= shown) {
      this.lastOut = frame
      this.cameOut.add(frame)
      this.onPicture(frame, picture)
    } else {
      picture.close()
      // Hidden samples and leading pictures pass; anything else out of order means that no number can be trusted.
      if (!this.ended && frame > shown) this.fail({ sample: this.start, reason: 'notDecodable' })
    }
    this.wake()
  }

  private fail(failure: RunFailure): void {
    this.failure ??= failure
    this.close()
  }
}
