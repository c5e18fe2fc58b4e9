import Database from 'better-sqlite3'
import { basename } from 'node:path'
import type { LedgerFailure } from '../core/failure.ts'

/** What SQLite's refusal means for the ledger; anything else is our mistake and is thrown again. */
export function ledgerFailure(error: unknown, file: string): LedgerFailure {
  if (!(error instanceof Database.SqliteError)) throw error
  const name = basename(file)
  const { code } = error
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return { code: 'ledger.locked', holder: '' }
  if (code.startsWith('SQLITE_FULL')) return { code: 'ledger.diskFull' }
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/.test(code)) return { code: 'ledger.readOnly' }
  if (code.startsWith('SQLITE_IOERR')) return { code: 'ledger.gone', name }
  if (code.startsWith('SQLITE_NOTADB')) return { code: 'ledger.notALedger', name }
  if (code.startsWith('SQLITE_CORRUPT'))
    return { code: 'ledger.altered', entry: 0, reason: 'schema.unreadable' }
  throw error
}
