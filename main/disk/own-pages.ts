import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

/** Media types of the program's own files; a file of another kind is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
}

/** One of the program's own pages under `folder`, or undefined when there is none by that path. */
export async function readOwnPage(
  folder: string,
  path: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string } | undefined> {
  const file = normalize(join(folder, decodeURIComponent(path)))
  const type = types[extname(file)]
  if (!type || !file.startsWith(folder + sep)) return undefined
  try {
    return { bytes: new Uint8Array(await readFile(file)), type }
  } catch {
    return undefined
  }
}
