import type { WorkProgress } from '../../preload/contract/custody.ts'
import type { Tell } from './workstation.ts'

/** The one long work on files that may go on at a time: told ten times a second at the most, and ended by the window. */
export class LongWork {
  readonly #tell: Tell
  #ending: AbortController | undefined
  #told = 0

  constructor(tell: Tell) {
    this.#tell = tell
  }

  cancel(): void {
    this.#ending?.abort()
  }

  async run<T>(
    kind: WorkProgress['kind'],
    act: (signal: AbortSignal, onProgress: (done: number, total: number) => void) => Promise<T>,
  ): Promise<T> {
    this.cancel()
    const ending = new AbortController()
    this.#ending = ending
    this.#told = 0
    try {
      return await act(ending.signal, (done, total) => this.#say({ kind, done: Math.floor(done), total }))
    } finally {
      if (this.#ending === ending) this.#ending = undefined
    }
  }

  #say(progress: WorkProgress): void {
    const now = Date.now()
    if (now - this.#told < 100 && progress.done < progress.total) return
    this.#told = now
    this.#tell('workProgress', progress)
  }
}
