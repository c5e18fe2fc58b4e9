import type Database from 'better-sqlite3'
import { toHex, utf8, type Sha256 } from '../../core/bytes.ts'
import { printCanonical } from '../../core/canonical.ts'
import { schemaV1 } from './v1.ts'

/** "Asve": what the file header says a ledger is. */
export const applicationId = 0x41737665
/** Version that this program writes. */
export const schemaVersion = 1

/** A row of sqlite_schema as it counts. */
type SchemaRow = readonly [type: string, name: string, table: string, sql: string]

/** SHA-256 over the canonical JSON of all rows [type, name, table, sql], in the order of type and name. */
export function schemaHash(sha256: Sha256, db: Database.Database): string {
  const rows = db
    .prepare("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
    .raw()
    .all() as SchemaRow[]
  return toHex(sha256(utf8(printCanonical(rows.map((row) => row.map(String))))))
}

/** Makes a new ledger's tables and triggers and marks the file as a ledger. */
export function createSchema(db: Database.Database): void {
  db.exec(schemaV1.join(';\n'))
  db.pragma(`application_id = ${applicationId}`)
  db.pragma(`user_version = ${schemaVersion}`)
}

/** Hashes of all schemas that this program knows, by version; made by building them, not written down. */
export function knownSchemas(
  sha256: Sha256,
  openEmpty: () => Database.Database,
): ReadonlyMap<number, string> {
  const db = openEmpty()
  createSchema(db)
  const hash = schemaHash(sha256, db)
  db.close()
  return new Map([[schemaVersion, hash]])
}
