import { sha256 } from '../crypto/hash.ts'
import type { CaseFolder } from '../disk/case-folder.ts'
import { CaseExchange, type OwnRecords } from '../exchange/case-exchange.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { openInMemory } from '../ledger/open-database.ts'
import { knownSchemas } from '../ledger/schema/schema.ts'
import type { Desk } from './desk.ts'
import { ledgerPorts } from './ledger-ports.ts'

/** The exchange of an open case, by whoever signs in it. */
export function exchangeOf(
  desk: Desk,
  folder: CaseFolder,
  records: OwnRecords,
  identity: SigningIdentity,
): CaseExchange {
  const { nativeBinding } = desk.places
  const schemas = [...knownSchemas(sha256, () => openInMemory(nativeBinding)).values()]
  const { trust, sampleTrust } = desk.judging
  const judging = { trust, sampleTrust, now: desk.judging.now() }
  const terms = { ports: ledgerPorts(desk.judging), schemas, judging }
  return new CaseExchange({
    file: folder.findings,
    ledger: 'findings',
    caseId: folder.id,
    records,
    identity,
    terms,
    nativeBinding,
  })
}
