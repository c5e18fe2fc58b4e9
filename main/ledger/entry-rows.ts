import type Database from 'better-sqlite3'
import type { StoredEntry } from '../core/ledger/entry.ts'

type Row = readonly [seq: unknown, body: unknown, signature: unknown, salt: unknown, data: unknown]

/** Few enough that a piece costs little memory, many enough that asking costs little time. */
const pieceSize = 500

/**
 * Entries in order with their payloads, both ends counted, a piece at a time: between the pieces the same connection
 * may write. What is not bytes where bytes must be is read as none.
 */
export function* entryRows(db: Database.Database, from: number, to: number): Generator<StoredEntry> {
  const select = db
    .prepare(
      `SELECT e.seq, e.body, e.signature, p.salt, p.data FROM entry e LEFT JOIN payload p ON p.seq = e.seq
       WHERE e.seq BETWEEN ? AND ? ORDER BY e.seq LIMIT ${pieceSize}`,
    )
    .raw()
  let next = from
  while (next <= to) {
    const rows = select.all(next, to) as Row[]
    for (const row of rows) yield entryOf(row)
    if (rows.length < pieceSize) return
    next = Number(rows.at(-1)?.[0] ?? to) + 1
  }
}

function entryOf([seq, body, signature, salt, data]: Row): StoredEntry {
  const payload = salt instanceof Uint8Array && data instanceof Uint8Array ? { salt, data } : null
  return { seq: Number(seq), body: bytesOf(body), signature: bytesOf(signature), payload }
}

function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array(0)
}

/** Number of the last entry, 0 of none. */
export function lastSeq(db: Database.Database): number {
  return Number(db.prepare('SELECT coalesce(max(seq), 0) FROM entry').pluck().get())
}
