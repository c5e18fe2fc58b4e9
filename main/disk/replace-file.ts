import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

let writes = 0

/**
 * Replaces a file of our own (never evidence) so that a crash, a full disk or somebody who writes it at the same moment
 * leaves the old or a new one, whole.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const aside = `${path}.${process.pid}.${++writes}.part`
  try {
    const handle = await open(aside, 'wx')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(aside, path)
  } finally {
    await rm(aside, { force: true })
  }
}
