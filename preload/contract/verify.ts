import type { JudgedLedger } from '../../main/core/ledger/ledger-judgement.ts'
import type { BundleFacts } from '../../main/core/seal/bundle-facts.ts'

/** A file that was judged without being opened as a case: something sealed, or a ledger. */
export type JudgedView =
  | { readonly kind: 'sealed'; readonly facts: BundleFacts }
  | { readonly kind: 'ledger'; readonly ledger: JudgedLedger }
