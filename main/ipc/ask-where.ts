import { dialog } from 'electron'
import type { Desk } from './desk.ts'

/** The system's dialog for a new file; undefined when it was cancelled. */
export async function askWhereTo(
  desk: Desk,
  options: Electron.SaveDialogOptions,
): Promise<string | undefined> {
  const window = desk.window()
  const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  return chosen.canceled || chosen.filePath === '' ? undefined : chosen.filePath
}

/** The system's dialog for files that are there; empty when it was cancelled. */
export async function askWhich(desk: Desk, options: Electron.OpenDialogOptions): Promise<readonly string[]> {
  const window = desk.window()
  const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return chosen.canceled ? [] : chosen.filePaths
}
