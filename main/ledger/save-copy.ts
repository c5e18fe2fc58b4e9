import Database from 'better-sqlite3'
import { existsSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import type { FileFailure } from '../core/failure.ts'
import { parseBody, type StoredEntry } from '../core/ledger/entry.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { entryRows, lastSeq } from './entry-rows.ts'
import { createSchema } from './schema/schema.ts'

/**
 * Writes every entry anew, in order, to a file that must not exist. What personal notes say stays behind, also in the
 * pages; the copy has no journal, so any medium will do.
 */
export function saveCopy(
  db: Database.Database,
  path: string,
  nativeBinding: string | undefined,
): Result<null, FileFailure> {
  const name = basename(path)
  if (existsSync(path)) return fail({ code: 'file.exists', name })
  try {
    const copy = new Database(path, nativeBinding === undefined ? {} : { nativeBinding })
    try {
      copy.pragma('synchronous = FULL')
      copy.transaction(() => copyEntries(db, copy)).immediate()
    } finally {
      copy.close()
    }
    return ok(null)
  } catch (error) {
    const refused = error instanceof Database.SqliteError ? error.code : undefined
    // The library's own words for a folder that is not there.
    if (refused === undefined && !(error instanceof TypeError)) throw error
    if (existsSync(path)) rmSync(path)
    return fail({ code: refused?.startsWith('SQLITE_FULL') ? 'file.diskFull' : 'file.notWritable', name })
  }
}

function copyEntries(db: Database.Database, copy: Database.Database): void {
  createSchema(copy)
  const insert = copy.prepare('INSERT INTO entry (seq, body, signature) VALUES (?, ?, ?)')
  const say = copy.prepare('INSERT INTO payload (seq, salt, data) VALUES (?, ?, ?)')
  const mark = copy.prepare('INSERT INTO erased (seq, note) VALUES (?, ?)')
  const erased = db.prepare('SELECT seq FROM erased WHERE note = ? ORDER BY seq').pluck()
  for (const entry of entryRows(db, 1, lastSeq(db))) {
    insert.run(entry.seq, entry.body, entry.signature)
    if (entry.payload && !isPersonal(entry)) say.run(entry.seq, entry.payload.salt, entry.payload.data)
    for (const seq of erased.all(entry.seq)) mark.run(seq, entry.seq)
  }
}

function isPersonal(entry: StoredEntry): boolean {
  return parseBody(entry.body)?.kind === 'personalNote'
}
