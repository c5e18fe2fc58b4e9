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
import { takeSnapshot, type Snapshot } from './snapshot.ts'

/** What can be read of a ledger without an identity: every entry that can be read, and what is wrong with them. */
export interface ReadLedger {
  readonly entries: readonly EntryFacts[]
  readonly facts: LedgerFacts
}

/**
 * Reads a ledger whole, checks every entry and writes nothing. A file that is absent or no ledger fails with
 * `ledger.notALedger`; an altered one is read as far as it goes and its findings say where.
 */
export function readLedger(
  file: string,
  ports: LedgerPorts,
  nativeBinding: string | undefined,
): Result<ReadLedger, LedgerFailure> {
  if (!existsSync(file)) return fail({ code: 'ledger.notALedger', name: basename(file) })
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
  if (checked.kind === 'newer') return fail({ code: 'ledger.newer', version: checked.version })
  const history = new History(ports.sha256, authorNames(ports))
  if (checked.readable)
    for (const entry of entryRows(snapshot.db, 1, lastSeq(snapshot.db))) history.take(entry)
  return ok({ entries: history.entries, facts: checked.facts })
}
