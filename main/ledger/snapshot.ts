import Database from 'better-sqlite3'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { LedgerFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { heldHere } from './held-files.ts'
import { holderName, readHolder } from './holder.ts'
import { distrust, openBytes } from './open-database.ts'
import { ledgerFailure } from './sqlite-failure.ts'

/** A ledger as it was at one moment, read without writing anything beside it. */
export interface Snapshot {
  readonly db: Database.Database
  close(): void
}

/** Larger files are copied to the system's place for temporary files instead of into memory. Bytes. */
const mostInMemory = 192 * 1024 * 1024

/**
 * Takes a snapshot of a ledger that may be closed, left by a dead program, held by a living one, or on a read-only
 * medium. SQLite itself would have to write a journal beside the file; a copy of file and journal needs nothing.
 */
export function takeSnapshot(
  file: string,
  nativeBinding: string | undefined,
): Result<Snapshot, LedgerFailure> {
  const own = heldHere(file)
  if (own) return ok(inMemory(own.serialize(), nativeBinding))
  for (let attempt = 0; attempt < 3; attempt++) {
    const before = stampOf(file)
    if (before === undefined) return fail({ code: 'ledger.gone', name: basename(file) })
    const copy = copyOf(file, nativeBinding)
    // A writer between the two looks: the copy may hold halves of two states.
    if (stampOf(file) === before) return copy
    if (copy.ok) copy.value.close()
  }
  return fail({ code: 'ledger.locked', holder: holderName(readHolder(file)) })
}

function stampOf(file: string): string | undefined {
  const stats = [file, `${file}-wal`].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }))
  return stats[0] && stats.map((stat) => (stat ? `${stat.size} ${stat.mtimeNs} ${stat.ino}` : '-')).join(' ')
}

function copyOf(file: string, nativeBinding: string | undefined): Result<Snapshot, LedgerFailure> {
  const journal = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  try {
    const size = statSync(file).size
    return ok(
      journal === 0 && size <= mostInMemory
        ? inMemory(readFileSync(file), nativeBinding)
        : aside(file, journal, nativeBinding),
    )
  } catch (error) {
    if (error instanceof Database.SqliteError) return fail(ledgerFailure(error, file))
    if (error instanceof Error && 'code' in error) return fail({ code: 'ledger.gone', name: basename(file) })
    throw error
  }
}

function inMemory(bytes: Buffer, nativeBinding: string | undefined): Snapshot {
  const db = openBytes(bytes, nativeBinding)
  return { db, close: () => db.close() }
}

function aside(file: string, journal: number, nativeBinding: string | undefined): Snapshot {
  const folder = mkdtempSync(join(tmpdir(), 'asservat-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const copy = join(folder, 'copy.ledger')
    copyFileSync(file, copy)
    if (journal > 0) copyFileSync(`${file}-wal`, `${copy}-wal`)
    const db = new Database(copy, nativeBinding === undefined ? {} : { nativeBinding })
    db.pragma('locking_mode = EXCLUSIVE')
    distrust(db)
    return {
      db,
      close() {
        db.close()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}
