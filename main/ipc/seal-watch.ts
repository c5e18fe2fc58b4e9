import { powerSaveBlocker } from 'electron'
import type { JudgedFile } from '../verify/judged-file.ts'
import type { VerificationProgress } from '../../preload/contract/workstation.ts'

const idle: VerificationProgress = {
  state: 'idle',
  bytesDone: 0,
  bytesTotal: 0,
  secondsLeft: null,
  clips: [],
}

/** The background check of a whole bundle: can be paused, prefers what is watched, ends with the case. */
export class SealWatch {
  readonly #judged: JudgedFile
  readonly #changed: () => void
  readonly #ending = new AbortController()
  #progress = idle
  #paused = false
  #watching: number | undefined
  #done: Promise<void> = Promise.resolve()

  constructor(judged: JudgedFile, changed: () => void) {
    this.#judged = judged
    this.#changed = changed
  }

  progress(): VerificationProgress {
    return this.#paused && this.#progress.state === 'running'
      ? { ...this.#progress, state: 'paused' }
      : this.#progress
  }

  pause(paused: boolean): void {
    this.#paused = paused
    this.#changed()
  }

  watch(clip: number): void {
    this.#watching = clip
  }

  /** Rejects only when reading does: the medium is gone. */
  run(): Promise<void> {
    // A machine that falls asleep would leave the verdict open over night.
    const blocker = powerSaveBlocker.start('prevent-app-suspension')
    this.#done = this.#judged
      .checkWhole({
        signal: this.#ending.signal,
        paused: () => this.#paused,
        watching: () => this.#watching,
        onProgress: (progress) => {
          this.#progress = progress
          this.#changed()
        },
      })
      .finally(() => powerSaveBlocker.stop(blocker))
    return this.#done
  }

  /** Resolves when the check has come to its end, or could not. */
  ended(): Promise<void> {
    return this.#done.catch(() => undefined)
  }

  /** Resolves when no byte is read any more. */
  async stop(): Promise<void> {
    this.#ending.abort()
    await this.#done.catch(() => undefined)
  }
}
