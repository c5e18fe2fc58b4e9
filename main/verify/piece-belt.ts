/** Room for pieces that are read while others are still digested; so many and no more. */
export class PieceBelt {
  readonly #free: Uint8Array[]
  readonly #waiting: ((piece: Uint8Array) => void)[] = []
  readonly #running = new Set<Promise<void>>()
  #failed: { readonly error: unknown } | undefined

  constructor(pieces: number, pieceSize: number) {
    // Shared memory: threads read what main put there, nothing is copied.
    this.#free = Array.from({ length: pieces }, () => new Uint8Array(new SharedArrayBuffer(pieceSize)))
  }

  /** A free piece; waits until there is one. Rejects once any work has failed. */
  async take(): Promise<Uint8Array> {
    const piece = this.#free.pop() ?? (await new Promise<Uint8Array>((done) => this.#waiting.push(done)))
    if (!this.#failed) return piece
    this.giveBack(piece)
    throw this.#failed.error
  }

  /** Lets the work go on by itself; its piece becomes free when it has ended. */
  run(piece: Uint8Array, work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => {
        this.#failed ??= { error }
      })
      .finally(() => {
        this.#running.delete(running)
        this.giveBack(piece)
      })
    this.#running.add(running)
  }

  /** Nothing was done with the piece after all. */
  giveBack(piece: Uint8Array): void {
    const next = this.#waiting.shift()
    if (next) next(piece)
    else this.#free.push(piece)
  }

  /** Resolves when no work is under way; rejects with what failed. */
  async empty(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
    if (this.#failed) throw this.#failed.error
  }
}
