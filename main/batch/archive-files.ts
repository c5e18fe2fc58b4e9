import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ArchiveFile } from './archive-line.ts'

/** Part `index` of `count`, counted from 1. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/** `I/N`, in its only permitted spelling. */
export function parseShard(text: string): Shard | undefined {
  const found = /^([1-9]\d{0,4})\/([1-9]\d{0,4})$/.exec(text)
  const shard = { index: Number(found?.[1]), count: Number(found?.[2]) }
  return found && shard.index <= shard.count ? shard : undefined
}

/**
 * The bundles of one part of an archive, sorted by path. Which part a bundle belongs to depends on its path alone: files
 * that come or go while a job array runs move no other file. Links are not followed.
 */
export async function archiveFiles(folder: string, shard: Shard): Promise<readonly ArchiveFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(asice|sce)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '.').length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => shardOf(path, shard.count) === shard.index)
  return Promise.all(paths.sort().map(async (file) => describe(folder, file)))
}

function shardOf(path: string, count: number): number {
  return (createHash('sha256').update(path).digest().readUInt32BE(0) % count) + 1
}

async function describe(folder: string, file: string): Promise<ArchiveFile> {
  const facts = await stat(join(folder, file)).catch(() => undefined)
  return { file, size: facts?.size ?? 0, modified: Math.floor(facts?.mtimeMs ?? 0) }
}
