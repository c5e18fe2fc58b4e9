import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** SHA-256 of every plain file below the folder, by its path with `/`. Links are not followed. */
export async function digestFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const path of (await filesBelow(folder, '')).sort())
    found.set(path, await digestFile(join(folder, path)))
  return found
}

async function filesBelow(folder: string, below: string): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true })
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory()) return filesBelow(folder, path)
      return entry.isFile() ? [path] : []
    }),
  )
  return lists.flat()
}

/** SHA-256 of a file of any size, lower-case hex. */
export async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer)
  return hash.digest('hex')
}
