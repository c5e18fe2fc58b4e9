import type { BrowserWindow } from 'electron'

/** How often a page may die before it is left alone: a clip that kills the decoder would do so again and again. */
const tries = 3
const within = 60_000

/**
 * A page whose process died (a decoder met a malformed clip, memory ran out) is loaded again; case and ledger live in
 * main and are untouched. `died` is told why, before the page is back. After the third time in a minute it stays away.
 */
export function reloadAfterCrash(
  window: BrowserWindow,
  died: (reason: string, comesBack: boolean) => void,
): void {
  const deaths: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    deaths.push(Date.now())
    const lately = deaths.filter((at) => at > Date.now() - within)
    const comesBack = lately.length <= tries
    died(reason, comesBack)
    if (comesBack) setImmediate(() => window.isDestroyed() || window.webContents.reload())
  })
}
