import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FileFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { mustStayShut } from './held-here.ts'
import { codeOf } from './open-read-only.ts'

export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The plain files of a folder, by name. A folder that is not there holds nothing, when `absent` says so. */
export async function readFolder(
  folder: string,
  absent: 'empty' | 'failure',
): Promise<Result<readonly NamedBytes[], FileFailure>> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const names = entries
      .filter((entry) => entry.isFile() && !mustStayShut(join(folder, entry.name)))
      .map((entry) => entry.name)
      .sort()
    return ok(
      await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) }))),
    )
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && absent === 'empty') return ok([])
    return fail({ code: codeOf(error) === 'ENOENT' ? 'file.notFound' : 'file.notReadable', name: folder })
  }
}

/** A whole small file (key, passphrase, case.json), at most `limit` bytes. */
export async function readSmallFile(path: string, limit: number): Promise<Result<Uint8Array, FileFailure>> {
  if (mustStayShut(path)) return fail({ code: 'file.heldHere', name: basename(path) })
  try {
    const bytes = await readFile(path)
    return bytes.length > limit ? fail({ code: 'file.notReadable', name: path }) : ok(new Uint8Array(bytes))
  } catch (error) {
    return fail({ code: codeOf(error) === 'ENOENT' ? 'file.notFound' : 'file.notReadable', name: path })
  }
}
