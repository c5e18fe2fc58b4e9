import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')
export const build = join(root, 'build')
export const windows = process.platform === 'win32'

/** The linked Electron; its executable is the same name on every machine of one system. */
export const runtimeFolder = join(build, 'runtime')
export const electron = join(runtimeFolder, windows ? 'electron.exe' : 'electron')
export const addon = join(build, 'native', 'better_sqlite3.node')
/** How the program calls the library of a smart card. */
export const bridge = join(build, 'native', 'koffi.node')

/** What is costly to fetch or compile is kept here, so that `build/` may be deleted at any time. */
export const cache = process.env.ASSERVAT_CACHE ?? userCache()

function userCache() {
  if (windows)
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Asservat', 'Cache')
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'asservat')
}

export function readJson(...parts) {
  return JSON.parse(readFileSync(join(...parts), 'utf8'))
}
