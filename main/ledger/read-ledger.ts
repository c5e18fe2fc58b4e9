import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { LedgerFailure } from '../core/failure.ts'
import { authorNames } from '../core/ledger/author-names.ts'
import type { EntryFacts, LedgerFacts } from '../core/ledger/entry-facts.ts'
import { History } from '../core/ledger/history.ts'
import type { LedgerPorts } from '../core/ledger/ports.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { checkDatabase, type ReadPorts } from './check-database.ts'
import { entryRows, lastSeq } from './entry-rows.ts'
import { lacksJournal } from './file-kind.ts'
import { heldHere } from './held-files.ts'
import { takeSnapshot, type Snapshot } from './snapshot.ts'

/** What can be read of a ledger without an identity: every entry that can be read, and what is wrong with them. */
export interface ReadLedger {
  readonly entries: readonly EntryFacts[]
  readonly facts: LedgerFacts
}

/**
 * Reads a ledger whole, checks every entry and writes nothing. A file that is absent or no ledger fails with
 * `ledger.notALedger`, one whose journal was left behind with `ledger.journalMissing`; an altered one is read as far as it goes and its findings say where; one of a newer version is
 * shown as far as it is understood, unchecked, or fails with `ledger.newer`.
 */
export function readLedger(
  file: string,
  ports: LedgerPorts,
  nativeBinding: string | undefined,
): Result<ReadLedger, LedgerFailure> {
  if (!existsSync(file)) return fail({ code: 'ledger.notALedger', name: basename(file) })
  if (!heldHere(file) && lacksJournal(file))
    return fail({ code: 'ledger.journalMissing', name: basename(file) })
  const snapshot = takeSnapshot(file, nativeBinding)
  if (!snapshot.ok) return snapshot
  try {
    return readSnapshot(snapshot.value, file, ports, nativeBinding)
  } finally {
    snapshot.value.close()
  }
}

function readSnapshot(
  snapshot: Snapshot,
  file: string,
  ports: ReadPorts,
  nativeBinding: string | undefined,
): Result<ReadLedger, LedgerFailure> {
  const checked = checkDatabase(snapshot.db, { ports, nativeBinding, anchors: [] })
  if (checked.kind === 'notALedger') return fail({ code: 'ledger.notALedger', name: basename(file) })
  if (checked.kind === 'newer') return readNewer(snapshot, ports, checked.version)
  return ok({
    entries: checked.readable ? entriesOf(snapshot, ports, checked.chain.faults.unsound) : [],
    facts: checked.facts,
  })
}

function entriesOf(
  snapshot: Snapshot,
  ports: ReadPorts,
  unsound: ReadonlySet<number> = new Set(),
): readonly EntryFacts[] {
  const history = new History(ports.sha256, authorNames(ports), unsound)
  for (const entry of entryRows(snapshot.db, 1, lastSeq(snapshot.db))) history.take(entry)
  return history.entries
}

/** What a newer version wrote and this one still understands: shown, and said to be unchecked. */
function readNewer(snapshot: Snapshot, ports: ReadPorts, version: number): Result<ReadLedger, LedgerFailure> {
  const newer = fail({ code: 'ledger.newer', version } as const)
  try {
    const entries = entriesOf(snapshot, ports)
    const head = entries.at(-1)?.hash ?? ''
    const findings = [{ check: 'schema', state: 'notChecked', reason: 'newerVersion' }] as const
    const facts = { entries: entries.length, root: '', head, checkedTo: 0, findings }
    return entries.length > 0 ? ok({ entries, facts }) : newer
  } catch (error) {
    if (error instanceof Database.SqliteError) return newer
    throw error
  }
}
