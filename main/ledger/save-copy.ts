import Database from 'better-sqlite3'
import { existsSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import type { FileFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'

/** Writes the whole database anew to a file that must not exist; the copy needs no journal, so any medium will do. */
export function saveCopy(db: Database.Database, path: string): Result<null, FileFailure> {
  const name = basename(path)
  if (existsSync(path)) return fail({ code: 'file.exists', name })
  try {
    db.prepare('VACUUM INTO ?').run(path)
    return ok(null)
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    if (existsSync(path)) rmSync(path)
    const full = error.code.startsWith('SQLITE_FULL')
    return fail({ code: full ? 'file.diskFull' : 'file.notWritable', name })
  }
}
