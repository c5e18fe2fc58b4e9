import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createReadStream } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { build, root } from './places.mjs'

/** One hash over names and contents of files and whole folders, in a fixed order. */
export function hashOf(paths, ...more) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesOf).sort()) {
    hash
      .update(`${relative(root, file).replaceAll('\\', '/')}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.update(JSON.stringify(more)).digest('hex')
}

function filesOf(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)))
}

export function isStamped(name, key) {
  const stamp = join(build, 'stamps', name)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === key
}

export function setStamp(name, key) {
  const stamp = join(build, 'stamps', name)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, key)
}

/** The digest of one file, read piece by piece. */
export async function digestOf(file, algorithm, encoding) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  return hash.digest(encoding)
}
