import { fail, ok } from '../result.ts'
import type { StoredEntry } from './entry.ts'
import type { LedgerStore } from './store.ts'

/** The twin of the file: the same promises, kept in memory. Nothing survives the program. */
export function openMemoryStore(schema: string, saved: readonly StoredEntry[] = []): LedgerStore {
  const entries = [...saved]
  const append: LedgerStore['append'] = (expected, entry) => {
    if (entries.length !== expected) return fail({ code: 'ledger.tipMoved', expected, found: entries.length })
    entries.push(entry)
    return ok(null)
  }
  return {
    schema,
    size: () => entries.length,
    rows: (from, to) => entries.filter((entry) => entry.seq >= from && entry.seq <= to),
    append,
    erase(expected, note, ranges) {
      const noted = append(expected, note)
      if (!noted.ok) return noted
      for (const [i, entry] of entries.entries()) {
        if (ranges.some(([from, to]) => entry.seq >= from && entry.seq <= to))
          entries[i] = { ...entry, payload: null }
      }
      return ok(null)
    },
    saveCopy: (path) => fail({ code: 'file.notWritable', name: path }),
    close: () => ok(null),
  }
}
