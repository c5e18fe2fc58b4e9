import { sourceOf } from '../bytes.ts'
import { readDirectory } from '../container/read-directory.ts'

/**
 * The checkpoint in a file that somebody kept: the file itself, or `checkpoint.txt` of a report's container. It says
 * nothing about the container's own seal. Anything else is handed on as it is, and is no anchor.
 */
export async function anchorIn(file: Uint8Array): Promise<Uint8Array> {
  // "PK", as every ZIP begins.
  if (file[0] !== 0x50 || file[1] !== 0x4b) return file
  const directory = await readDirectory(sourceOf(file))
  const entry = directory.entries.find(({ name }) => name === 'checkpoint.txt')
  // Two entries of one name, a directory that lies: whatever is wrong, nothing is taken from it.
  if (!entry || entry.method !== 0 || directory.faults.length > 0) return file
  return file.subarray(entry.dataOffset, entry.dataOffset + entry.size)
}
