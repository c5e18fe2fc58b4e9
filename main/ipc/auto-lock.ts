import { powerMonitor, type BrowserWindow } from 'electron'

/** Locks when nobody has touched keyboard or mouse for a while, and at once when the system locks or sleeps. */
export class AutoLock {
  readonly #lock: () => void
  readonly #most: number
  #minutes: number
  #last = Date.now()

  /** @param most minutes that the administrator allows; whoever sets more, or never, gets these. */
  constructor(minutes: number, lock: () => void, most = Number.POSITIVE_INFINITY) {
    this.#most = most
    this.#minutes = this.#allowed(minutes)
    this.#lock = lock
  }

  set minutes(minutes: number) {
    this.#minutes = this.#allowed(minutes)
    this.#last = Date.now()
  }

  /** Ends with the window. */
  watch(window: BrowserWindow): void {
    window.webContents.on('input-event', () => {
      this.#last = Date.now()
    })
    const looking = setInterval(() => this.#look(), 5_000)
    window.once('closed', () => clearInterval(looking))
    powerMonitor.on('lock-screen', this.#lock)
    powerMonitor.on('suspend', this.#lock)
  }

  #allowed(minutes: number): number {
    if (this.#most === Number.POSITIVE_INFINITY) return minutes
    return minutes > 0 ? Math.min(minutes, this.#most) : this.#most
  }

  #look(): void {
    if (this.#minutes === 0 || Date.now() - this.#last < this.#minutes * 60_000) return
    this.#last = Date.now()
    this.#lock()
  }
}
