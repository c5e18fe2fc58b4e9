import type Database from 'better-sqlite3'
import { eraseRanges } from '../core/ledger/deletion-note.ts'
import { parseBody } from '../core/ledger/entry.ts'
import type { SeqRange } from '../core/ledger/store.ts'
import { entryRows } from './entry-rows.ts'

/**
 * The first entry that a row of `erased` frees for deletion although the note it points to does not name it, or
 * undefined. Whether the note itself is what was signed is the chain check's part.
 */
export function erasedWithoutNote(db: Database.Database): number | undefined {
  const named = new Map<number, readonly SeqRange[]>()
  const rangesOf = (note: number): readonly SeqRange[] => {
    const known = named.get(note) ?? rangesIn(db, note)
    named.set(note, known)
    return known
  }
  const rows = db.prepare('SELECT seq, note FROM erased ORDER BY seq').raw().iterate()
  for (const row of rows as Iterable<readonly [unknown, unknown]>) {
    const [seq, note] = [Number(row[0]), Number(row[1])]
    if (!rangesOf(note).some(([from, to]) => seq >= from && seq <= to)) return seq
  }
  return undefined
}

function rangesIn(db: Database.Database, note: number): readonly SeqRange[] {
  const [entry] = [...entryRows(db, note, note)]
  if (!entry?.payload || parseBody(entry.body)?.kind !== 'deletionNote') return []
  return eraseRanges(entry.payload.data, note) ?? []
}
