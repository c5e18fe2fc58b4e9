import Database from 'better-sqlite3'
import { toHex } from '../core/bytes.ts'
import type { Anchor } from '../core/ledger/anchor.ts'
import { ChainCheck } from '../core/ledger/chain-check.ts'
import type { LedgerFacts } from '../core/ledger/entry-facts.ts'
import type { CheckPorts } from '../core/ledger/session-check.ts'
import { entryRows, lastSeq } from './entry-rows.ts'
import { erasedWithoutNote } from './erasures.ts'
import { openInMemory } from './open-database.ts'
import { applicationId, knownSchemas, schemaHash, schemaVersion } from './schema/schema.ts'

export type ReadPorts = CheckPorts

export interface DatabaseCheck {
  readonly ports: ReadPorts
  readonly nativeBinding: string | undefined
  readonly anchors: readonly Anchor[]
}

/** What a database turned out to be; a ledger with all findings, also when its tables cannot be read. */
export type Checked =
  | { readonly kind: 'notALedger' }
  | { readonly kind: 'newer'; readonly version: number }
  | {
      readonly kind: 'ledger'
      readonly facts: LedgerFacts
      readonly chain: ChainCheck
      /** Whether the entries can be read at all. */
      readonly readable: boolean
    }

/** Checks every entry of a database that may be anything. */
export function checkDatabase(db: Database.Database, options: DatabaseCheck): Checked {
  const { ports, nativeBinding, anchors } = options
  const header = headerOf(db)
  if (header?.application !== applicationId) return { kind: 'notALedger' }
  if (header.version > schemaVersion) return { kind: 'newer', version: header.version }
  const known = knownSchemas(ports.sha256, () => openInMemory(nativeBinding))
  const chain = new ChainCheck({ ports, schemas: [...known.values()], anchors })
  const readable = readInto(chain, db, () => schemaHash(ports.sha256, db) === known.get(header.version))
  const findings = chain.finish()
  const facts = { entries: chain.size, root: toHex(chain.root), head: toHex(chain.head) }
  return { kind: 'ledger', chain, readable, facts: { ...facts, checkedTo: chain.size, findings } }
}

function headerOf(db: Database.Database) {
  try {
    return {
      application: Number(db.pragma('application_id', { simple: true })),
      version: Number(db.pragma('user_version', { simple: true })),
    }
  } catch (error) {
    if (error instanceof Database.SqliteError) return undefined
    throw error
  }
}

/** Reads all entries; false when the file's pages or tables do not let themselves be read. */
function readInto(chain: ChainCheck, db: Database.Database, isOurs: () => boolean): boolean {
  try {
    if (!isOurs()) chain.faults.failed('schema', 'schemaChanged', 0)
    for (const entry of entryRows(db, 1, lastSeq(db))) chain.take(entry)
    checkRest(chain, db)
    return true
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    chain.faults.failed('schema', 'schemaUnreadable', chain.size + 1)
    return false
  }
}

/** What the entries do not show: contents that belong to none, and pages that a reader in order passes by. */
function checkRest(chain: ChainCheck, db: Database.Database): void {
  const orphans = 'SELECT min(seq) FROM payload WHERE seq NOT IN (SELECT seq FROM entry)'
  const orphan = db.prepare(orphans).pluck().get()
  if (orphan !== null) chain.faults.failed('payload', 'payloadWithoutEntry', Number(orphan))
  const unnamed = erasedWithoutNote(db)
  if (unnamed !== undefined) chain.faults.failed('payload', 'erasedWithoutNote', unnamed)
  const sound = db.pragma('integrity_check(1)', { simple: true }) === 'ok'
  if (!sound) chain.faults.failed('schema', 'schemaUnreadable', chain.size + 1)
}
