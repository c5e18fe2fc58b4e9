import { createPrivateKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LedgerPorts } from '../../main/core/ledger/ports.ts'
import type { SigningIdentity } from '../../main/core/signing.ts'
import { parseCertificate } from '../../main/crypto/certificate.ts'
import { noTrust, type Trust } from '../../main/crypto/trust.ts'
import { ledgerPorts } from '../../main/ipc/ledger-ports.ts'
import { ecKey, identityOf, makeCertificate, makeCrl, trustIn, type Holder } from './pki.ts'

/** The SQLite addon that set-up built. */
export const nativeBinding = join(import.meta.dirname, '../../build/native/better_sqlite3.node')

/** A person under an authority, with what it takes to trust that authority. */
export interface Person {
  readonly holder: Holder
  readonly identity: SigningIdentity
  readonly trust: Trust
}

export function makePerson(name = 'Prüfer/in 1', key = ecKey()): Person {
  const root = makeCertificate({ name: 'Musterland Personen CA', ca: true })
  const holder = makeCertificate({ name, issuer: root, key, usage: [0, 1] })
  const trust = trustIn([root], [makeCrl({ issuer: root })])
  return { holder, identity: identityOf(holder), trust }
}

/** Writes the person's key where another process finds it. */
export function savePerson({ holder }: Person, folder: string): void {
  writeFileSync(join(folder, 'key.pem'), holder.key.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(join(folder, 'certificate.der'), holder.certificate.der)
}

/** The identity of a saved person. */
export function savedIdentity(folder: string): SigningIdentity {
  const key = createPrivateKey(readFileSync(join(folder, 'key.pem')))
  return identityOf({ key, certificate: parseCertificate(readFileSync(join(folder, 'certificate.der'))) })
}

/** Real hashes, keys and clock, trusting those who are given; what a test wants otherwise it hands in. */
export function makePorts(trust: Trust = noTrust(), own: Partial<LedgerPorts> = {}): LedgerPorts {
  const now = own.now ?? (() => new Date())
  return { ...ledgerPorts({ trust, sampleTrust: { trust: noTrust(), manifestSha256: '' }, now }), ...own }
}
