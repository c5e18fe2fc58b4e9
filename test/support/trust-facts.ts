import type { TrustFacts } from '../../main/core/trust/trust-facts.ts'
import { defaultPolicy } from '../../main/crypto/trust.ts'

/** A workstation on which nothing was ever imported. */
export const noTrustFacts: TrustFacts = {
  source: 'none',
  version: null,
  sha256: null,
  root: null,
  anchors: [],
  policy: defaultPolicy(),
  lists: [],
  refused: [],
  history: [],
}
