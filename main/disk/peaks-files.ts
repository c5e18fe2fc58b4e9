import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { mostPeaks } from '../core/clip/sound-peaks.ts'
import { writeOnce } from './write-once.ts'

/** Where a clip's loudness is kept: by the clip's hash, in the folder of its case, and gone with it. */
function fileFor(folder: string, sha256: string): string {
  return join(folder, 'sound', `${sha256}.peaks`)
}

/** What was kept of a clip; undefined where nothing was, or where it cannot be what we keep. */
export async function readPeaksFile(folder: string, sha256: string): Promise<Uint8Array | undefined> {
  const file = fileFor(folder, sha256)
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile() || found.size > mostPeaks + 64) return undefined
  return new Uint8Array(await readFile(file))
}

/** Kept once; that it could not be kept costs no more than making it again. */
export async function writePeaksFile(folder: string, sha256: string, bytes: Uint8Array): Promise<void> {
  await writeOnce(fileFor(folder, sha256), bytes)
}
