import type { Trust } from '../../../main/crypto/trust.ts'

/** An attack, and exactly what the judge must say of it. */
export interface Vector {
  readonly name: string
  readonly make: () => Uint8Array | Promise<Uint8Array>
  /** Whom the judge trusts; the test office unless said. */
  readonly trust?: Trust
  readonly now?: Date
  /** "TOTAL-FAILED / FORMAT_FAILURE". */
  readonly verdict: string
  readonly cryptography: 'passed' | 'failed' | 'notChecked'
  /** Every finding that is not passed: "reason subject". */
  readonly findings: readonly string[]
}
