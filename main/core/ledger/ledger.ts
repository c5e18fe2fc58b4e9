import type { Annotation } from '../annotation/annotation.ts'
import type { Json } from '../canonical.ts'
import type { FileFailure, LedgerFailure } from '../failure.ts'
import type { Result } from '../result.ts'
import type { EntryFacts, EntryKind, LedgerFacts } from './entry-facts.ts'
import type { LedgerExtract } from './extract.ts'
import type { SeqRange } from './store.ts'

/** What may be appended from outside; grants, checkpoints and deletion notes the ledger writes itself. */
export type ActKind = Exclude<EntryKind, 'sessionGrant' | 'checkpoint' | 'deletionNote'>

/** A checkpoint as others get it. */
export interface CheckpointFacts {
  /** The entry that holds it. */
  readonly entry: number
  /** Entries that it covers. */
  readonly size: number
  /** Lower-case hex. */
  readonly root: string
  /** The whole note: `checkpoint.txt`. */
  readonly note: string
  /** Its first three lines, which its own signature covers. */
  readonly text: string
  /** Detached CMS over `note`, DER: `checkpoint.p7s`. */
  readonly cms: Uint8Array
}

/** A ledger open for writing. One session of one identity; what `append` has answered ok is on the disk. */
export interface Ledger {
  append(kind: ActKind, data: Json): Result<EntryFacts, LedgerFailure>
  annotate(annotation: Annotation): Result<EntryFacts, LedgerFailure>
  /** A note that is committed to like every entry and whose words never leave this file. */
  notePersonally(annotation: Annotation): Result<EntryFacts, LedgerFailure>
  /** A new entry in place of entry `seq`, which stays readable; it keeps the annotation's id. */
  correct(seq: number, annotation: Annotation, reason: string): Result<EntryFacts, LedgerFailure>
  withdraw(seq: number, reason: string): Result<EntryFacts, LedgerFailure>
  /** All entries as people read them; built when first asked for. */
  entries(): readonly EntryFacts[]
  facts(): LedgerFacts
  /** Checks up to that many more entries of an opened ledger from its beginning; false when all are checked. */
  checkMore(entries: number): boolean
  /** Signs the root over all entries so far. The answer comes when the entry that holds it is on the disk. */
  checkpoint(): Promise<Result<CheckpointFacts, LedgerFailure>>
  /** Bodies, signatures and what was said, of all entries or of some, with their proofs; personal notes and `withheld` say nothing. */
  extract(choice?: {
    readonly seqs?: readonly number[]
    readonly withheld?: readonly number[]
    /** Tree size that the proofs lead to; all entries when absent. */
    readonly size?: number
  }): LedgerExtract
  /** Destroys what these entries say, and signs that it was done and why. */
  erase(ranges: readonly SeqRange[], reason: string): Result<EntryFacts, LedgerFailure>
  /**
   * A copy that others can read, also from a read-only medium; without what personal notes say. It ends with a closing
   * checkpoint: the session ends here, and the next one begins at once.
   */
  saveCopy(path: string): Promise<Result<null, FileFailure | LedgerFailure>>
  /** Closes with a checkpoint; the session key is gone afterwards. */
  close(): Promise<Result<null, LedgerFailure>>
}
