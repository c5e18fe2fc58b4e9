import type { Indication, State, SubIndication } from '../seal/finding.ts'
import type { LedgerName } from './entry.ts'
import type { LedgerFacts } from './entry-facts.ts'

/** A stretch of entries under one grant. */
export interface SessionSummary {
  /** First entry, which is the grant, and last. */
  readonly from: number
  readonly to: number
  readonly signer: string | null
  /** SHA-256 of the certificate, lower-case hex; null when the grant's content was erased. */
  readonly certificate: string | null
  readonly closed: boolean
}

/** What is found about a ledger's file or an extract of one; `ledger verify --json` prints it, one line a file. */
export interface LedgerVerification extends LedgerFacts {
  readonly file: string
  readonly verdict: Indication
  readonly subIndication: SubIndication | null
  readonly cryptography: State
  readonly ledger: LedgerName | null
  readonly case: string | null
  /** The first entry that is not what was written; null when there is none. */
  readonly firstBad: number | null
  /** Entries whose end is vouched for by an anchor outside; 0 without one. */
  readonly provedUpTo: number
  readonly sessions: readonly SessionSummary[]
  /** Entries whose content is not there, with and without a signed note. */
  readonly erased: number
  readonly missing: number
}

/** The same with what the file is, for who looks at it apart from its case. */
export interface JudgedLedger {
  readonly form: 'ledger' | 'extract'
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly judgement: LedgerVerification
}
