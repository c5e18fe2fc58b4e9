import type { SeenSpan } from '../../main/core/access/coverage.ts'
import type { StatedPurpose } from '../../main/core/access/purpose.ts'
import type { Failure } from '../../main/core/failure.ts'
import type { EntryFacts, LedgerFacts } from '../../main/core/ledger/entry-facts.ts'
import type { Result } from '../../main/core/result.ts'
import type { CaseView } from './workstation.ts'

/** How the access log of the open case stands. */
export interface AccessState {
  /** null until it is stated: nothing of the bundle is shown before. */
  readonly purpose: StatedPurpose | null
  /** Whether accesses are being written: a key is unlocked and the log is sound. */
  readonly logged: boolean
  /** Accesses that will be recorded as soon as a key is unlocked. */
  readonly waiting: number
  /** Why the log cannot be written. */
  readonly failure: Failure | null
}

/** The whole access log of the open case. */
export interface AccessView {
  readonly entries: readonly EntryFacts[]
  /** null while there is none. */
  readonly ledger: LedgerFacts | null
}

/** Frames that were on screen, by clip number. */
export interface SeenClip {
  readonly clip: number
  readonly spans: readonly SeenSpan[]
}

/** How long accesses are kept. */
export interface AccessRetention {
  /** Years to keep after the one in which an access arose; at least one. */
  readonly years: number
  /** The administrator has fixed it. */
  readonly locked: boolean
}

/** What the window may ask about accesses: why a case is opened, what was on screen, and the log itself. */
export interface AccessCalls {
  /** Says why the case is opened: until then nothing of it is shown. Remembered for the case until midnight. */
  statePurpose(request: StatedPurpose): Promise<Result<CaseView, Failure>>
  /** Frames that were on screen since the last report of them; spans may overlap. */
  reportSeen(request: SeenClip): Promise<null>
  /** `expired`: entries past their period; `years`: how long they are kept. */
  accessLog(): Promise<Result<AccessView & { readonly expired: number; readonly years: number }, Failure>>
  /** Asks where to, records that it leaves and to whom, then writes; undefined when it was cancelled. */
  exportAccessLog(request: {
    readonly form: 'csv' | 'pdf'
    readonly recipient: string
  }): Promise<Result<string | undefined, Failure>>
  /** Erases what is past its period, after main has asked in its own window; undefined when it was cancelled. */
  eraseExpiredAccesses(): Promise<Result<AccessView | undefined, Failure>>
  /** Goes on with an access log that has lost its end; main asks first. */
  continueAccessLog(): Promise<Result<CaseView, Failure>>
  accessRetention(): Promise<AccessRetention>
  /** Refused where the administrator has fixed it. */
  setAccessRetention(request: { readonly years: number }): Promise<Result<AccessRetention, Failure>>
}
