import type Database from 'better-sqlite3'
import { accessSync, constants, existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { LedgerFailure } from '../core/failure.ts'
import type { LedgerName } from '../core/ledger/entry.ts'
import type { Ledger } from '../core/ledger/ledger.ts'
import type { LedgerPorts } from '../core/ledger/ports.ts'
import { startSession } from '../core/ledger/session.ts'
import type { LedgerStore } from '../core/ledger/store.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { remembering } from './head-memory.ts'
import { headStore, type HeadStore } from './head-store.ts'
import { heldHere, hold } from './held-files.ts'
import { holderName, readHolder, removeHolder, writeHolder, type Holder } from './holder.ts'
import { lastSeq } from './entry-rows.ts'
import { erasedWithoutNote } from './erasures.ts'
import { fileKind } from './file-kind.ts'
import { openForWriting, openInMemory } from './open-database.ts'
import { applicationId, createSchema, knownSchemas, schemaHash, schemaVersion } from './schema/schema.ts'
import { ledgerFailure } from './sqlite-failure.ts'
import { sqliteStore } from './sqlite-store.ts'

export type { Ledger } from '../core/ledger/ledger.ts'

export interface OpenLedgerOptions {
  readonly file: string
  readonly ledger: LedgerName
  readonly caseId: string
  readonly identity: SigningIdentity
  readonly ports: LedgerPorts
  /** Path of the SQLite addon; undefined takes the package's own. */
  readonly nativeBinding: string | undefined
  /** Folder of this workstation's head anchors; without it nothing outside the file remembers its end. */
  readonly heads?: string | undefined
  /** Goes on although entries are known to be lost; the loss is signed into the session's grant. */
  readonly acceptLoss?: boolean
}

/** Opens a ledger for writing, making it when there is none, and begins a session. Nobody else can open it meanwhile. */
export async function openLedger(options: OpenLedgerOptions): Promise<Result<Ledger, LedgerFailure>> {
  const { file, ports } = options
  const left = readHolder(file)
  if (heldHere(file)) return fail({ code: 'ledger.locked', holder: holderName(left) })
  const journal = existsSync(`${file}-wal`)
  const kind = fileKind(file)
  if (kind === 'foreign') return fail({ code: 'ledger.notALedger', name: basename(file) })
  const db = openFile(file, options.nativeBinding)
  if (!db.ok) return db
  const loss = lossOf(options, left, journal)
  if (loss && !options.acceptLoss) return closing(db.value, loss)
  const fresh = prepareSchema(db.value, options, kind === 'none')
  if (!fresh.ok) return closing(db.value, fresh.failure)
  const since = ports.now()
  writeHolder(file, 'opening', since)
  const heads =
    options.heads === undefined ? undefined : headStore(options.heads, options.ledger, options.caseId)
  const store = closingStore(db.value, options, since)
  const session = await sessionIn(store, options, [...fresh.value.values()], heads, loss)
  if (!session.ok) {
    store.close()
    return session
  }
  writeHolder(file, 'open', since)
  checkBehind(session.value, () => heldHere(file) === db.value)
  return ok(heads ? remembering(session.value, heads, ports) : session.value)
}

/** Of a large ledger so many entries are checked at a time, and then others have their turn. */
const piece = 100
const pause = 10

/** Checks the rest of a large ledger while its reviewer is already at work, as long as it is open. */
function checkBehind(ledger: Ledger, isOpen: () => boolean): void {
  const next = (): void => {
    if (isOpen() && ledger.checkMore(piece)) setTimeout(next, pause).unref()
  }
  setTimeout(next, pause).unref()
}

/** A session that knows what the head store remembers; one that falls short of it only with the loss in its grant. */
async function sessionIn(
  store: LedgerStore,
  options: OpenLedgerOptions,
  schemas: readonly string[],
  heads: HeadStore | undefined,
  loss: LedgerFailure | undefined,
): Promise<Result<Ledger, LedgerFailure>> {
  const anchor = heads?.read()
  const asked = { ...options, schemas, loss: loss?.code ?? '' }
  const session = await startSession(store, { ...asked, anchors: anchor ? [anchor] : [] })
  const behind = !session.ok && session.failure.code === 'ledger.behind'
  return behind && options.acceptLoss ? startSession(store, { ...asked, loss: 'ledger.behind' }) : session
}

function closing(db: Database.Database, failure: LedgerFailure): Result<never, LedgerFailure> {
  db.close()
  return fail(failure)
}

function openFile(file: string, nativeBinding: string | undefined): Result<Database.Database, LedgerFailure> {
  const name = basename(file)
  if (!existsSync(dirname(file))) return fail({ code: 'ledger.gone', name })
  // A journal without its ledger: a new ledger would take it for its own.
  if (!existsSync(file) && existsSync(`${file}-wal`)) return fail({ code: 'ledger.gone', name })
  if (!isWritable(file)) return fail({ code: 'ledger.readOnly' })
  try {
    return ok(openForWriting(file, nativeBinding))
  } catch (error) {
    const failure = ledgerFailure(error, file)
    const held = failure.code === 'ledger.locked'
    return fail(held ? { ...failure, holder: holderName(readHolder(file)) } : failure)
  }
}

/** SQLite says of a read-only medium only that locking failed; the file system knows better. */
function isWritable(file: string): boolean {
  try {
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK)
    accessSync(dirname(file), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** What is known to be lost before anything is read: a program died, and the journal that held its last words is gone. */
function lossOf(
  options: OpenLedgerOptions,
  left: Holder | undefined,
  journal: boolean,
): LedgerFailure | undefined {
  const dead = left?.state === 'open' && !journal
  return dead ? { code: 'ledger.journalMissing', name: basename(options.file) } : undefined
}

/** Makes the schema of a new file, or says why the one that is there is not ours. */
function prepareSchema(
  db: Database.Database,
  options: OpenLedgerOptions,
  isNew: boolean,
): Result<ReadonlyMap<number, string>, LedgerFailure> {
  const { file, ports, nativeBinding } = options
  const known = knownSchemas(ports.sha256, () => openInMemory(nativeBinding))
  try {
    if (isNew && isEmpty(db)) db.transaction(() => createSchema(db)).immediate()
    const version = Number(db.pragma('user_version', { simple: true }))
    const ours = db.pragma('application_id', { simple: true }) === applicationId
    if (!ours) return fail({ code: 'ledger.notALedger', name: basename(file) })
    if (version > schemaVersion) return fail({ code: 'ledger.newer', version })
    const same = schemaHash(ports.sha256, db) === known.get(version)
    if (!same) return fail({ code: 'ledger.altered', entry: 0, reason: 'schemaChanged' })
    const orphan = contentBeyond(db)
    if (orphan) return fail({ code: 'ledger.altered', entry: orphan, reason: 'payloadWithoutEntry' })
    const unnamed = erasedWithoutNote(db)
    return unnamed ? fail({ code: 'ledger.altered', entry: unnamed, reason: 'erasedWithoutNote' }) : ok(known)
  } catch (error) {
    return fail(ledgerFailure(error, file))
  }
}

/** The first content after the last entry: whoever cut the entries off forgot it. */
function contentBeyond(db: Database.Database): number | undefined {
  const seq = db.prepare('SELECT min(seq) FROM payload WHERE seq > ?').pluck().get(lastSeq(db))
  return typeof seq === 'number' ? seq : undefined
}

function isEmpty(db: Database.Database): boolean {
  return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
}

/** The store, whose closing also takes the holder's note away. */
function closingStore(db: Database.Database, options: OpenLedgerOptions, since: Date): LedgerStore {
  const { file, ports } = options
  const store = sqliteStore(db, file, ports.sha256, options.nativeBinding)
  const release = hold(file, db)
  return {
    ...store,
    close() {
      // Said before: closing removes the journal, and dying in the middle of that loses nothing.
      writeHolder(file, 'closing', since)
      const closed = store.close()
      release()
      removeHolder(file)
      return closed
    },
  }
}
