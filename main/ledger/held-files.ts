import type Database from 'better-sqlite3'
import { statSync } from 'node:fs'

/**
 * Ledgers that this process has open. Under POSIX a process loses all its locks on a file as soon as it closes any
 * handle to it: whoever opened and closed a held ledger here would let a second writer in. So it is read through the
 * connection that holds it, and never opened twice.
 */
const held = new Map<string, Database.Database>()

function identityOf(file: string): string | undefined {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev} ${stat.ino}`
}

/** The connection by which this process holds the file, or undefined. */
export function heldHere(file: string): Database.Database | undefined {
  const id = identityOf(file)
  return id === undefined ? undefined : held.get(id)
}

/** Marks the file as held; the answer ends it, also when the file has gone meanwhile. */
export function hold(file: string, db: Database.Database): () => void {
  const id = identityOf(file) ?? file
  held.set(id, db)
  return () => {
    held.delete(id)
  }
}
