import { join } from 'node:path'

declare const SOURCES_TIME: number

/** When the sources of this program were last changed, in milliseconds; 0 when that is not known. The build puts it in. */
export const sourcesTime = typeof SOURCES_TIME === 'number' ? 1000 * SOURCES_TIME : 0

/** Where the program's own files lie; evidence and cases lie elsewhere. */
export interface Places {
  readonly renderer: string
  readonly preload: string
  readonly confirmPreload: string
  readonly sample: string
  readonly nativeBinding: string
  /** How a token's library is called (koffi's native module). */
  readonly tokenBridge: string
  /** WOFF files that reports embed. */
  readonly fonts: string
  readonly packaged: boolean
}

/** @param root the folder that holds package.json: the checkout, or app.asar in a package. */
export function placesFrom(root: string): Places {
  const packaged = root.endsWith('.asar')
  // Native code and evidence are opened by the system itself, which cannot look into an archive.
  const outside = packaged ? join(root, '..') : root
  return {
    renderer: join(root, 'build', 'renderer'),
    preload: join(root, 'build', 'preload', 'index.cjs'),
    confirmPreload: join(root, 'build', 'preload', 'confirm.cjs'),
    sample: packaged ? join(outside, 'sample') : join(root, 'resources', 'sample'),
    fonts: join(root, 'resources', 'fonts'),
    nativeBinding: packaged
      ? join(outside, 'native', 'better_sqlite3.node')
      : join(root, 'build', 'native', 'better_sqlite3.node'),
    tokenBridge: packaged
      ? join(outside, 'native', 'koffi.node')
      : join(root, 'build', 'native', 'koffi.node'),
    packaged,
  }
}
