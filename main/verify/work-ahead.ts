/** Lets so many pieces of work go on at a time, and no more. The first failure stops all. */
export class WorkAhead {
  readonly #most: number
  readonly #running = new Set<Promise<void>>()
  #failed: { readonly error: unknown } | undefined

  constructor(most: number) {
    this.#most = most
  }

  /** Begins the work, and resolves when there is room for more. Rejects once any work has failed. */
  async begin(work: Promise<void>): Promise<void> {
    const running: Promise<void> = work
      .catch((error: unknown) => {
        this.#failed ??= { error }
      })
      .then(() => void this.#running.delete(running))
    this.#running.add(running)
    while (this.#running.size >= this.#most) await Promise.race(this.#running)
    if (this.#failed) throw this.#failed.error
  }

  /** Resolves when no work is under way; rejects with what failed. */
  async ended(): Promise<void> {
    await this.settled()
    if (this.#failed) throw this.#failed.error
  }

  /** Resolves when no work is under way, however it ended. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }
}
