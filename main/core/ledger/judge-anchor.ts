import { equalBytes, type Hash } from '../bytes.ts'
import type { Anchor } from './anchor.ts'
import { isSignedBy, keyIdOf } from './checkpoint.ts'
import type { Faults } from './faults.ts'
import type { CheckPorts } from './session-check.ts'

/** A ledger after its last entry was read. */
export interface ReadThrough {
  readonly origin: string | undefined
  readonly size: number
  /** Root over the first entries, for the sizes that anchors name. */
  rootAt(size: number): Hash | undefined
  /** Session keys of all grants. */
  readonly keys: readonly Uint8Array[]
}

/** Holds a ledger against what is remembered outside; answers how many entries that proves complete. */
export function judgeAnchor(anchor: Anchor, ledger: ReadThrough, ports: CheckPorts, faults: Faults): number {
  const { size } = ledger
  const known = { known: anchor.size, found: size }
  const root = ledger.rootAt(anchor.size)
  if (anchor.origin !== ledger.origin) faults.told('anchor', 'anchorOfOtherLedger', size)
  else if (isForged(anchor, ledger.keys, ports)) faults.failed('anchor', 'anchorForged', size)
  else if (anchor.size > size) faults.failed('anchor', 'behindAnchor', size + 1, known)
  // An anchor from before the place where the check began says nothing here.
  else if (!root) faults.told('anchor', 'noAnchor', size)
  else if (!equalBytes(root, anchor.root)) faults.failed('anchor', 'otherThanAnchor', anchor.size)
  else {
    if (anchor.size < size) faults.told('anchor', 'provedUpTo', anchor.size, known)
    return anchor.size
  }
  return 0
}

/** Names a key of this ledger that did not sign it. A key that is not in it cannot be judged here. */
function isForged({ signed }: Anchor, keys: readonly Uint8Array[], ports: CheckPorts): boolean {
  const key = signed && keys.find((spki) => equalBytes(keyIdOf(ports.sha256, spki), signed.keyId))
  return Boolean(signed && key && !isSignedBy(signed, key, ports))
}
