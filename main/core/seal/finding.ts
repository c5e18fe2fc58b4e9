/** What a check came to. `notChecked` is a result of its own: silence is not a pass. */
export type State = 'passed' | 'failed' | 'notChecked'

/** The three answers of EN 319 102-1, clause 5.1.3. */
export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE'

/** Why it is not TOTAL-PASSED (EN 319 102-1, clause 5.1.3, tables 5 and 6), and our own state for a seal whose content is still being read. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'NO_SIGNATURE_FOUND'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'REVOKED_NO_POE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'TRY_LATER'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'CONTENT_PENDING'

/** What is looked at; the order is that of the details screen. */
export type Check =
  | 'container'
  | 'manifest'
  | 'coverage'
  | 'file'
  | 'chunkList'
  | 'signature'
  | 'signedAttributes'
  | 'algorithm'
  | 'chain'
  | 'role'
  | 'validity'
  | 'revocation'
  | 'timestamp'
  | 'clock'
  | 'evidenceRecord'
  | 'report'

/** One thing that was checked. All of them are kept; none is an exception. */
export interface Finding {
  readonly check: Check
  readonly state: State
  /** Why it is not passed: a code from `reasons.ts`, which also names the sub-indication. Passed findings have none, or a remark. */
  readonly reason?: string
  /** The file, signature or certificate spoken of. */
  readonly subject?: string
  /** Numbers and names for the sentence that the window makes of it. */
  readonly facts?: Readonly<Record<string, string | number>>
}

/** The one answer that every view takes its words from. */
export interface Verdict {
  readonly indication: Indication
  readonly subIndication: SubIndication | null
}
