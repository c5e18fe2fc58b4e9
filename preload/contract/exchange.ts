import type { BlindState } from '../../main/core/exchange/blind-review.ts'
import type { Comparison } from '../../main/core/exchange/compare.ts'
import type { Dispute } from '../../main/core/exchange/disputes.ts'
import type { ExchangeAlarm } from '../../main/core/exchange/take-in.ts'
import type { LedgerFinding } from '../../main/core/ledger/entry-facts.ts'
import type { Failure } from '../../main/core/failure.ts'
import type { Result } from '../../main/core/result.ts'

/** A package that was taken in. */
export interface PackageView {
  /** Number of the `import` entry. */
  readonly entry: number
  readonly time: string
  readonly size: number
  readonly alarm: ExchangeAlarm | null
  readonly blind: boolean
  readonly state: 'kept' | 'missing' | 'changed'
}

/** Another author's chain in the open case. */
export interface ChainView {
  readonly chain: string
  /** Common name of whoever signed its last checkpoint. */
  readonly signer: string
  readonly size: number
  /** Lower-case hex. */
  readonly root: string
  readonly packages: readonly PackageView[]
  /** Why its authors cannot simply be believed; null when all of them are trusted. */
  readonly doubt: LedgerFinding | null
  /** What its author stated was withheld from the package. */
  readonly withheld: boolean
}

/** How the open case stands with others. */
export interface ExchangeView {
  /** The open case's own chain. */
  readonly own: string
  readonly chains: readonly ChainView[]
  readonly blind: BlindState
  readonly supervisorBeforeReport: boolean
  /** Set by the machine's policy: shown, and not to be changed here. */
  readonly supervisorFixed: boolean
}

export interface ComparisonView {
  readonly chain: ChainView
  readonly comparison: Comparison
  readonly disputes: readonly Dispute[]
}

/** What the window may ask about working with others: handing over, taking in, comparing, countersigning. */
export interface ExchangeCalls {
  exchange(): Promise<Result<ExchangeView, Failure>>
  /** Asks where to and writes a sealed package; its path, or undefined when cancelled. */
  handOver(request: {
    readonly blind: boolean
    readonly recipient: string
  }): Promise<Result<string | undefined, Failure>>
  /** Asks for a package, verifies, keeps and witnesses it; undefined when cancelled. Alarms are in the answer. */
  takeIn(): Promise<Result<ExchangeView | undefined, Failure>>
  compareWith(request: { readonly chain: string }): Promise<Result<ComparisonView, Failure>>
  /** Main asks in its own window first; undefined when cancelled. `entry` null means the whole chain. */
  countersign(request: {
    readonly chain: string
    readonly entry: number | null
    readonly assent: boolean
    readonly text: string
  }): Promise<Result<ExchangeView | undefined, Failure>>
  /** From here on nothing of the others is shown. */
  beginBlindReview(): Promise<Result<ExchangeView, Failure>>
  /** Shows the others' findings from now on; what was stated before is signed first. */
  revealOthers(): Promise<Result<ExchangeView, Failure>>
  decideBetween(request: {
    readonly annotation: string
    /** Leaf hash of the version that counts. */
    readonly chosen: string
    readonly reason: string
  }): Promise<Result<ExchangeView, Failure>>
  requireSupervisor(request: { readonly needed: boolean }): Promise<Result<ExchangeView, Failure>>
}
