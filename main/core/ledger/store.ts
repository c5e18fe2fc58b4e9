import type { FileFailure, LedgerFailure } from '../failure.ts'
import type { Result } from '../result.ts'
import type { StoredEntry } from './entry.ts'

/** Where a ledger lies. It keeps order and durability; what the bytes mean is not its business. */
export interface LedgerStore {
  /** SHA-256 over the schema as it is in the file now, lower-case hex. */
  readonly schema: string
  /** Number of entries. */
  size(): number
  /** Entries in order, both ends counted; what is not there is left out. */
  rows(from: number, to: number): Iterable<StoredEntry>
  /** Durable when it answers ok. Fails with `ledger.tipMoved` unless the ledger has exactly `expected` entries. */
  append(expected: number, entry: StoredEntry): Result<null, LedgerFailure>
  /** Appends a deletion note and destroys the payloads of the ranges (both ends counted) beyond recovery. */
  erase(expected: number, note: StoredEntry, ranges: readonly SeqRange[]): Result<null, LedgerFailure>
  /** A copy that can be read from a read-only medium, without what personal notes say. The target must not exist. */
  saveCopy(path: string): Result<null, FileFailure>
  close(): Result<null, LedgerFailure>
}

/** First and last entry. */
export type SeqRange = readonly [number, number]
