import type { StreamTargetChunk } from 'mediabunny'

/** Bytes of the new clip and where in it they belong. */
export interface Part {
  readonly position: number
  readonly bytes: Uint8Array
}

/**
 * Between the muxer and main: one part at a time. The muxer, and behind it the encoder, waits until main has fetched
 * it, so that a long clip is nowhere held whole.
 */
export class Outbox {
  readonly stream: WritableStream<StreamTargetChunk>
  #offered: { readonly part: Part; readonly taken: () => void } | undefined
  #wake: () => void = () => undefined

  constructor() {
    this.stream = new WritableStream({
      write: ({ data, position }) =>
        new Promise<void>((taken) => {
          this.#offered = { part: { position, bytes: data }, taken }
          this.#wake()
        }),
    })
  }

  /** The next part, or undefined when none came within so many milliseconds. */
  async take(patience: number): Promise<Part | undefined> {
    if (!this.#offered) await this.#waitAtMost(patience)
    const offered = this.#offered
    this.#offered = undefined
    if (!offered) return undefined
    // The muxer uses its memory again as soon as it may go on.
    const part = { ...offered.part, bytes: offered.part.bytes.slice() }
    offered.taken()
    return part
  }

  #waitAtMost(patience: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
