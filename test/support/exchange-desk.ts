import type { Ledger } from '../../main/core/ledger/ledger.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { noTrust, type Trust } from '../../main/crypto/trust.ts'
import { CaseExchange } from '../../main/exchange/case-exchange.ts'
import { openInMemory } from '../../main/ledger/open-database.ts'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { knownSchemas } from '../../main/ledger/schema/schema.ts'
import { newFile } from './ledger-case.ts'
import { makePorts, nativeBinding, type Person } from './ledger-identity.ts'
import { identityOf, makeCertificate, makeCrl, trustIn } from './pki.ts'

const root = makeCertificate({ name: 'Musterland Personen CA', ca: true })

/** One office that both sides trust. */
export const office: Trust = trustIn([root], [makeCrl({ issuer: root })])

/** A reviewer under the office's authority. */
export function colleague(name: string): Person {
  const holder = makeCertificate({ name, issuer: root, usage: [0, 1] })
  return { holder, identity: identityOf(holder), trust: office }
}

/** One workstation with the case's ledger open under one person. */
export interface ExchangeDesk {
  readonly file: string
  readonly caseId: string
  readonly origin: string
  readonly ledger: Ledger
  readonly exchange: CaseExchange
}

export async function exchangeDesk(person: Person, caseId: string, file = newFile()): Promise<ExchangeDesk> {
  const ports = makePorts(office)
  const options = {
    file,
    ledger: 'findings',
    caseId,
    identity: person.identity,
    ports,
    nativeBinding,
  } as const
  const ledger = await openLedger(options)
  if (!ledger.ok) throw new Error(JSON.stringify(ledger.failure))
  const schemas = [...knownSchemas(sha256, () => openInMemory(nativeBinding)).values()]
  const terms = { ports, schemas, judging: { trust: noTrust(), now: new Date() } }
  const exchange = new CaseExchange({ ...options, records: ledger.value, terms })
  return { file, caseId, origin: `asservat/findings/${caseId}`, ledger: ledger.value, exchange }
}

/** What came of it, which must have come off. */
export async function granted<T>(
  result: Promise<
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown }
  >,
): Promise<T> {
  const done = await result
  if (!done.ok) throw new Error(JSON.stringify(done.failure))
  return done.value
}
