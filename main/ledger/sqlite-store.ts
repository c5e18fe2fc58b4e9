import type Database from 'better-sqlite3'
import type { Sha256 } from '../core/bytes.ts'
import type { LedgerFailure } from '../core/failure.ts'
import type { StoredEntry } from '../core/ledger/entry.ts'
import type { LedgerStore, SeqRange } from '../core/ledger/store.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { entryRows, lastSeq } from './entry-rows.ts'
import { schemaHash } from './schema/schema.ts'
import { ledgerFailure } from './sqlite-failure.ts'
import { saveCopy } from './save-copy.ts'
import { watchFiles } from './watch-files.ts'

/** A ledger in a SQLite file that nobody else has open. `db` stands under the pragmas of `open-database.ts`. */
export function sqliteStore(
  db: Database.Database,
  file: string,
  sha256: Sha256,
  nativeBinding: string | undefined,
): LedgerStore {
  const files = watchFiles(file)
  const append = makeAppend(db)
  const erase = makeErase(db)
  const guarded = (act: () => Result<null, LedgerFailure>): Result<null, LedgerFailure> => {
    const gone = files.gone()
    if (gone) return fail(gone)
    try {
      return act()
    } catch (error) {
      const failure = ledgerFailure(error, file)
      // After a failed write to the medium nobody knows what lies there; only reopening tells.
      if (failure.code === 'ledger.gone') files.giveUp()
      return fail(failure)
    }
  }
  return {
    schema: schemaHash(sha256, db),
    size: () => lastSeq(db),
    rows: (from, to) => entryRows(db, from, to),
    append: (expected, entry) => guarded(() => append.immediate(expected, entry)),
    erase: (expected, note, ranges) =>
      guarded(() => {
        const erased = erase.immediate(expected, note, ranges)
        if (erased.ok) removeTraces(db)
        return erased
      }),
    saveCopy: (path) => saveCopy(db, path, nativeBinding),
    close: () => {
      db.close()
      return ok(null)
    },
  }
}

function makeAppend(db: Database.Database) {
  const tip = db.prepare('SELECT coalesce(max(seq), 0) FROM entry').pluck()
  const insert = db.prepare('INSERT INTO entry (seq, body, signature) VALUES (?, ?, ?)')
  const say = db.prepare('INSERT INTO payload (seq, salt, data) VALUES (?, ?, ?)')
  // Immediate: the write lock is taken before the tip is read, so two writers cannot fork the chain.
  return db.transaction((expected: number, entry: StoredEntry): Result<null, LedgerFailure> => {
    const found = Number(tip.get())
    if (found !== expected) return fail({ code: 'ledger.tipMoved', expected, found })
    insert.run(entry.seq, entry.body, entry.signature)
    if (entry.payload) say.run(entry.seq, entry.payload.salt, entry.payload.data)
    return ok(null)
  })
}

function makeErase(db: Database.Database) {
  const append = makeAppend(db)
  const mark = db.prepare(
    'INSERT INTO erased (seq, note) SELECT seq, ? FROM payload WHERE seq BETWEEN ? AND ?',
  )
  const remove = db.prepare('DELETE FROM payload WHERE seq BETWEEN ? AND ?')
  return db.transaction((expected: number, note: StoredEntry, ranges: readonly SeqRange[]) => {
    const noted = append(expected, note)
    if (!noted.ok) return noted
    for (const [from, to] of ranges) {
      mark.run(note.seq, from, to)
      remove.run(from, to)
    }
    return noted
  })
}

/** Erased bytes also lie in the journal and in free pages: both are written anew. */
function removeTraces(db: Database.Database): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.exec('VACUUM')
  db.pragma('wal_checkpoint(TRUNCATE)')
}
