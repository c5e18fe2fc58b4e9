import type { BrowserWindow } from 'electron'
import { nextZoom, type WindowPlace } from '../core/window-place.ts'
import { writeWindowPlace } from '../disk/window-file.ts'
import type { VerificationProgress } from '../../preload/contract/workstation.ts'
import type { WindowCalls } from '../../preload/contract/window.ts'

/** What the program does with its window: how large the page is, where it stood, how far the work is. */
export class WindowDesk implements WindowCalls {
  readonly #home: string
  readonly #window: () => BrowserWindow | undefined
  #written: Promise<void> = Promise.resolve()

  constructor(home: string, window: () => BrowserWindow | undefined) {
    this.#home = home
    this.#window = window
  }

  async zoomPage({ step }: { readonly step: -1 | 0 | 1 }) {
    const window = this.#window()
    if (!window) return 1
    const zoom = nextZoom(window.webContents.getZoomFactor(), step)
    window.webContents.setZoomFactor(zoom)
    await this.#remember(window)
    return zoom
  }

  /** Remembers where people leave the window, and shows on the task bar how far the work is. */
  follow(window: BrowserWindow, progress: () => VerificationProgress | undefined): void {
    const ticking = setInterval(() => showProgress(window, progress()), 1_000)
    let waiting: NodeJS.Timeout | undefined
    const later = (): void => {
      clearTimeout(waiting)
      waiting = setTimeout(() => void this.#remember(window), 500)
    }
    window.on('resize', later)
    window.on('move', later)
    window.on('maximize', later)
    window.on('unmaximize', later)
    window.on('closed', () => {
      clearTimeout(waiting)
      clearInterval(ticking)
    })
  }

  async #remember(window: BrowserWindow): Promise<void> {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
    const place: WindowPlace = {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
      zoom: Math.round(window.webContents.getZoomFactor() * 100) / 100,
    }
    // One after the other: both would write aside into the same file.
    this.#written = this.#written.then(() => writeWindowPlace(this.#home, place))
    await this.#written
  }
}

/** The bar on the system's task bar, while the whole of a bundle is read. */
function showProgress(window: BrowserWindow, progress: VerificationProgress | undefined): void {
  const { state, bytesDone, bytesTotal } = progress ?? { state: 'idle', bytesDone: 0, bytesTotal: 0 }
  const working = state === 'running' || state === 'paused'
  const share = bytesTotal > 0 ? bytesDone / bytesTotal : 0
  window.setProgressBar(working ? share : -1, { mode: state === 'paused' ? 'paused' : 'normal' })
}
