import Database from 'better-sqlite3'

/**
 * A connection that alone has the file, writes through a journal, and answers a commit only when it is on the disk.
 * Throws what SQLite throws. Exclusive before the first read: the journal's index then lies in memory, not in a file.
 */
export function openForWriting(file: string, nativeBinding: string | undefined): Database.Database {
  const db = new Database(file, { timeout: 0, ...binding(nativeBinding) })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    distrust(db)
    db.pragma('journal_mode = WAL')
    // The library's own default in WAL is NORMAL, which may lose the last commits with the power.
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** An empty database in memory. */
export function openInMemory(nativeBinding: string | undefined): Database.Database {
  return new Database(':memory:', binding(nativeBinding))
}

/** The bytes of a closed ledger as a database in memory: reading it writes nothing anywhere. */
export function openBytes(bytes: Buffer, nativeBinding: string | undefined): Database.Database {
  // SQLite refuses a database in memory whose header asks for a journal file (bytes 18 and 19: 2 is WAL).
  if (bytes[18] === 2) bytes[18] = 1
  if (bytes[19] === 2) bytes[19] = 1
  const db = new Database(bytes, { readonly: true, ...binding(nativeBinding) })
  distrust(db)
  return db
}

/** A file may come from anybody: what its schema calls runs nothing, and its pages are looked at twice. */
export function distrust(db: Database.Database): void {
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
}

function binding(nativeBinding: string | undefined): Database.Options {
  return nativeBinding === undefined ? {} : { nativeBinding }
}
