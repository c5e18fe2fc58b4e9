import type { Failure } from '../../main/core/failure.ts'
import type { Result } from '../../main/core/result.ts'
import type { CaseView } from './workstation.ts'

/** Long work on files, of which there is one at a time; bytes are read bytes. */
export interface WorkProgress {
  readonly kind: 'intake' | 'copy' | 'backup' | 'restore'
  readonly done: number
  readonly total: number
}

/** A copy that was read back and judged whole before it got its name. */
export interface CopyView {
  readonly path: string
  readonly size: number
  /** SHA-256 of the whole file, lower-case hex. */
  readonly sha256: string
}

/** One of the bundles of a case. */
export interface CaseBundle {
  readonly sha256: string
  readonly name: string
  readonly exhibit: string
  /** RFC 3339; null where an older version did not note it. */
  readonly addedAt: string | null
  /** The bundle of this case that it goes on from, by its name; the bare statement where none fits; null without one. */
  readonly previous: string | null
  /** Annotations in force on it. */
  readonly findings: number
  readonly isOpen: boolean
  /** Whether one of its places can be reached now. */
  readonly present: boolean
}

export interface BackupView {
  readonly path: string
  readonly files: number
  /** SHA-256 of the whole container, lower-case hex. */
  readonly sha256: string
  /** Entries of the findings ledger. */
  readonly entries: number
}

export interface RestoredCase {
  readonly caseId: string
  readonly name: string
  readonly entries: number
  readonly accesses: number
  /** The case was here already, contained in the backup: the older one was kept aside. */
  readonly keptAside: boolean
  /** A bundle of the case that can be opened now. */
  readonly bundle: { readonly path: string; readonly name: string } | null
}

/** What the window may ask about copies of bundles, the bundles of a case, and whole cases. */
export interface CustodyCalls {
  /** Asks where to, copies and checks; undefined when no place was chosen. */
  makeWorkingCopy(): Promise<Result<CopyView | undefined, Failure>>
  /** Ends the long work that is going on, if any. */
  cancelWork(): Promise<null>
  /** Another reachable place of the bundle that was open last: a working copy, when its medium was pulled. */
  otherPlace(): Promise<{ readonly path: string; readonly name: string } | null>
  caseBundles(): Promise<Result<readonly CaseBundle[], Failure>>
  /** Asks which, judges it, and adds it to the open case; undefined when none was chosen. */
  addBundle(): Promise<Result<readonly CaseBundle[] | undefined, Failure>>
  /** Opens another bundle of the open case; its ledger is the same. */
  switchBundle(request: { readonly sha256: string }): Promise<Result<CaseView, Failure>>
  /** Asks where to and whether, then writes the sealed container; undefined when it was given up. */
  backUpCase(request: { readonly personal: boolean }): Promise<Result<BackupView | undefined, Failure>>
  /** Asks which, verifies everything in it, asks whether, then puts the case in place. */
  restoreCase(): Promise<Result<RestoredCase | undefined, Failure>>
}
