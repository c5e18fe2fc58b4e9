import {
  accessData,
  purposeRefusal,
  type AccessRecord,
  type AccessRefusal,
} from '../core/access/access-record.ts'
import { expiredRanges } from '../core/access/retention.ts'
import type { LedgerFailure } from '../core/failure.ts'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import type { Ledger } from '../core/ledger/ledger.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { openLedger, type OpenLedgerOptions } from './open-ledger.ts'

/** The access log of a case: who did what with it, why, and for whom. */
export interface AccessLog extends Pick<Ledger, 'entries' | 'facts' | 'close'> {
  /** Recorded before it is done: what cannot be recorded must not happen. */
  record(access: AccessRecord): Result<EntryFacts, LedgerFailure>
  /** Erases what the law no longer lets be kept, with a signed note; null when nothing is due. */
  eraseExpired(yearsAfter?: number): Result<EntryFacts | null, LedgerFailure>
  /** So many entries are due. */
  expired(yearsAfter?: number): number
}

export interface AccessLogOptions extends Omit<OpenLedgerOptions, 'ledger'> {
  /** File number or title: what is being opened. */
  readonly name: string
  /** § 76 (2) BDSG: without a stated reason no case is opened. */
  readonly purpose: string
}

/** Opens the log and records the opening of the case with its purpose, or opens nothing. */
export async function openAccessLog(options: AccessLogOptions): Promise<Result<AccessLog, LedgerFailure>> {
  const refusal = purposeRefusal(options.purpose)
  if (refusal) return refused(refusal)
  const opened = await openLedger({ ...options, ledger: 'access' })
  if (!opened.ok) return opened
  const log = accessLog(opened.value, options)
  const object = { kind: 'case', name: options.name, sha256: null } as const
  const first = log.record({ act: 'opened', object, purpose: options.purpose, recipient: null })
  if (first.ok) return ok(log)
  await log.close()
  return first
}

function accessLog(ledger: Ledger, { ports }: AccessLogOptions): AccessLog {
  return {
    entries: () => ledger.entries(),
    facts: () => ledger.facts(),
    close: () => ledger.close(),
    record(access) {
      const data = accessData(access)
      return data.ok ? ledger.append('accessed', data.value) : refused(data.failure)
    },
    eraseExpired(yearsAfter) {
      const ranges = expiredRanges(ledger.entries(), ports.now(), yearsAfter)
      return ranges.length > 0 ? ledger.erase(ranges, 'BDSG § 76 (4)') : ok(null)
    },
    expired: (yearsAfter) =>
      expiredRanges(ledger.entries(), ports.now(), yearsAfter).reduce(
        (sum, [from, to]) => sum + to - from + 1,
        0,
      ),
  }
}

function refused(reason: AccessRefusal): Result<never, LedgerFailure> {
  return fail({ code: 'access.notAllowed', reason })
}
