import { link, mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FileFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { codeOf } from './open-read-only.ts'

/** What is to be written: bytes, parts in order, or a function that writes at positions of its choice. */
export type Content = Uint8Array | AsyncIterable<Uint8Array> | ((file: FileHandle) => Promise<void>)

/**
 * Writes a whole new file: aside, flushed to the medium, then under its name in one step.
 * What already bears the name is never touched; after a failure nothing half-written remains.
 */
export async function writeOnce(path: string, content: Content): Promise<Result<null, FileFailure>> {
  const name = basename(path)
  const aside = join(dirname(path), `.${name}.${process.pid}.part`)
  try {
    if (await exists(path)) return fail({ code: 'file.exists', name })
    await mkdir(dirname(path), { recursive: true })
    await writeFlushed(aside, content)
    await takeName(aside, path)
    return ok(null)
  } catch (error) {
    const failure = failureOf(error, name)
    if (!failure) throw error
    return fail(failure)
  } finally {
    await rm(aside, { force: true })
  }
}

async function writeFlushed(path: string, content: Content): Promise<void> {
  const handle = await open(path, 'w')
  try {
    if (typeof content === 'function') await content(handle)
    else
      for await (const part of content instanceof Uint8Array ? [content] : content)
        await handle.writeFile(part)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Gives a whole, flushed file its name, durably; throws where the name is taken. A hard link refuses an existing name
 * where rename would replace it; FAT and exFAT know no links.
 */
export async function takeName(aside: string, path: string): Promise<void> {
  try {
    await link(aside, path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error
    await rename(aside, path)
  }
  await flushFolder(dirname(path))
}

/** The name itself must reach the medium; Windows cannot open folders and does this by itself. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (codeOf(error) !== 'EINVAL') throw error
  } finally {
    await handle.close()
  }
}

/** Whether anything bears the name, as far as the system tells. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** The failure behind a system error, or undefined when it is a defect of ours. */
export function failureOf(error: unknown, name: string): FileFailure | undefined {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'file.diskFull', name }
  if (code === 'EEXIST') return { code: 'file.exists', name }
  if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'file.notFound', name }
  if (['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'EBUSY'].includes(code))
    return { code: 'file.notWritable', name }
  return undefined
}
