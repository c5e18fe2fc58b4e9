import { createPrivateKey, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CmsJudgement, LedgerPorts } from '../../main/core/ledger/ports.ts'
import type { SigningIdentity } from '../../main/core/signing.ts'
import { parseCertificate } from '../../main/crypto/certificate.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { makeSessionKey, verifySession } from '../../main/crypto/session-key.ts'
import { noTrust, type Trust } from '../../main/crypto/trust.ts'
import { verifyDetached } from '../../main/crypto/verify-detached.ts'
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
  return {
    sha256,
    makeSessionKey,
    verifySession,
    verifyCms: (content, cms) => judgeCms(content, cms, trust),
    now: () => new Date(),
    random: (length) => randomBytes(length),
    uuid: () => randomUUID(),
    ...own,
  }
}

function judgeCms(content: Uint8Array, cms: Uint8Array, trust: Trust): CmsJudgement {
  const judged = verifyDetached(content, cms, trust, new Date(), 'reviewer')
  const certificate = judged.signers[0]?.chain[0]
  if (judged.cryptography !== 'passed' || !certificate) return { ok: false, reason: 'signatureInvalid' }
  const chain = judged.findings.find((finding) => finding.check === 'chain')
  return { ok: true, certificate, trust: chain?.state ?? 'notChecked' }
}
