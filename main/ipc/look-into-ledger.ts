import type { LedgerFailure } from '../core/failure.ts'
import type { LedgerPorts } from '../core/ledger/ports.ts'
import { readLedger } from '../ledger/read-ledger.ts'
import type { CaseView } from '../../preload/contract/workstation.ts'

/** The entries of a ledger that is not written to, with what is wrong with them; `failure` where it cannot be read. */
export function lookInto(
  file: string,
  ports: LedgerPorts,
  nativeBinding: string | undefined,
): { readonly view: Pick<CaseView, 'entries' | 'ledger'>; readonly failure: LedgerFailure | undefined } {
  const read = readLedger(file, ports, nativeBinding)
  if (read.ok) return { view: { entries: read.value.entries, ledger: read.value.facts }, failure: undefined }
  // A case in which nothing was written yet has none.
  const none = read.failure.code === 'ledger.notALedger'
  return { view: { entries: [], ledger: null }, failure: none ? undefined : read.failure }
}
