import { powerMonitor, type BrowserWindow } from 'electron'

/** Locks when nobody has touched keyboard or mouse for a while, and at once when the system locks or sleeps. */
export class AutoLock {
  readonly #lock: () => void
  #minutes: number
  #last = Date.now()

  constructor(minutes: number, lock: () => void) {
    this.#minutes = minutes
    this.#lock = lock
  }

  set minutes(minutes: number) {
    this.#minutes = minutes
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

  #look(): void {
    if (this.#minutes === 0 || Date.now() - this.#last < this.#minutes * 60_000) return
    this.#last = Date.now()
    this.#lock()
  }
}
