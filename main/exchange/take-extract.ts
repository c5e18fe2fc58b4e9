import type { LedgerFailure, ExchangeFailure } from '../core/failure.ts'
import { parseCheckpoint, type CheckpointData } from '../core/ledger/checkpoint-data.ts'
import { parseBody } from '../core/ledger/entry.ts'
import type { CopiedEntry } from '../core/ledger/entry-line.ts'
import { extractEntries, printExtract } from '../core/ledger/extract.ts'
import { leaving } from '../core/exchange/package.ts'
import { toHex } from '../core/bytes.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { sha256 } from '../crypto/hash.ts'
import { copiedRows } from './copied-rows.ts'

/** Which entries are taken out; `all` leaves out nothing but what personal notes say. */
export interface ExtractOrder {
  readonly entries: readonly number[] | 'all'
  /** Entries whose content stays behind although the entry is shown. */
  readonly withheld: readonly number[]
}

/**
 * Takes single entries out of a ledger's file with proofs that lead to its last checkpoint, and with the grants of their
 * sessions. It needs no key and writes nothing into the ledger.
 */
export function takeExtract(
  file: string,
  order: ExtractOrder,
  nativeBinding: string | undefined,
): Result<string, LedgerFailure | ExchangeFailure> {
  const rows = copiedRows(file, Number.MAX_SAFE_INTEGER, nativeBinding)
  if (!rows.ok) return rows
  const signed = lastCheckpoint(rows.value)
  if (!signed) return fail({ code: 'exchange.noCheckpoint' })
  const covered = rows.value.slice(0, signed.frontier.size)
  const beyond = order.entries === 'all' ? undefined : order.entries.find((seq) => !covered[seq - 1])
  if (beyond !== undefined) return fail({ code: 'exchange.unknownEntry', entry: beyond })
  const [first] = covered
  const body = first && parseBody(first.body)
  if (!body) return fail({ code: 'ledger.altered', entry: 1, reason: 'entryMalformed' })
  const chosen = order.entries === 'all' ? undefined : withGrants(covered, order.entries)
  const shown = covered.map((entry) => withoutContent(leaving(entry, false), order.withheld))
  const { root, entries } = extractEntries(sha256, shown, (seq) => chosen?.has(seq) ?? true)
  const { ledger, case: caseId } = body
  const extract = { ledger, case: caseId, size: covered.length, root: toHex(root), entries }
  return ok(printExtract(extract, signed))
}

function lastCheckpoint(rows: readonly CopiedEntry[]): CheckpointData | undefined {
  const last = rows.findLast((entry) => parseBody(entry.body)?.kind === 'checkpoint' && entry.payload)
  return last?.payload ? parseCheckpoint(last.payload.data) : undefined
}

/** The entries asked for, each with the grant under which it was written. */
function withGrants(rows: readonly CopiedEntry[], asked: readonly number[]): ReadonlySet<number> {
  const grants = rows.filter((entry) => parseBody(entry.body)?.kind === 'sessionGrant').map(({ seq }) => seq)
  return new Set(asked.flatMap((seq) => [grants.findLast((grant) => grant <= seq) ?? seq, seq]))
}

function withoutContent(entry: CopiedEntry, withheld: readonly number[]): CopiedEntry {
  return withheld.includes(entry.seq) && entry.payload
    ? { ...entry, payload: null, state: 'withheld' }
    : entry
}
