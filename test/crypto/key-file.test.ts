import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import { forge } from '../../main/crypto/forge.ts'
import { openPkcs12 } from '../../main/crypto/key-file.ts'
import { toPem } from '../../main/crypto/pem.ts'
import { makeSessionKey, verifySession } from '../../main/crypto/session-key.ts'
import { verifyDetached } from '../../main/crypto/verify-detached.ts'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { ecKey, makeCertificate, makeCrl, rsaKey, trustIn, type Holder } from '../support/pki.ts'

const work = mkdtempSync(join(tmpdir(), 'asservat-keys-'))
const root = makeCertificate({ name: 'Root', ca: true })
const office = makeCertificate({ name: 'Office CA', ca: true, issuer: root, key: rsaKey() })
const trust = trustIn([root], [makeCrl({ issuer: root }), makeCrl({ issuer: office })])
const now = new Date('2025-06-01T00:00:00Z')

/** A PKCS#12 file by openssl with key, certificate and the certificates above. */
function keyFile(holder: Holder, ...words: readonly string[]): Uint8Array {
  const certificates = [holder, office, root]
    .map(({ certificate }) => toPem(certificate.der, 'CERTIFICATE'))
    .join('')
  const pem = `${holder.key.export({ type: 'pkcs8', format: 'pem' }).toString()}${certificates}`
  writeFileSync(join(work, 'k.pem'), pem)
  execFileSync(
    'openssl',
    ['pkcs12', '-export', '-in', 'k.pem', '-out', 'k.p12', '-passout', 'pass:Prüfung 1', ...words],
    { cwd: work },
  )
  return new Uint8Array(readFileSync(join(work, 'k.p12')))
}

const keys: readonly (readonly [string, () => KeyObject])[] = [
  ['RSA 3072', () => rsaKey(3072)],
  ['EC P-256', () => ecKey()],
  ['EC P-384', () => ecKey('secp384r1')],
  ['EC P-521', () => ecKey('secp521r1')],
]

test.each(keys)(
  'a key file with %s opens, and what it signs is judged TOTAL-PASSED',
  async (algorithm, key) => {
    const holder = makeCertificate({ name: 'Prüfer/in 1', issuer: office, key: key() })
    const opened = openPkcs12(keyFile(holder), 'Prüfung 1')
    if (!opened.ok) throw new Error(opened.failure.code)
    expect(opened.value.facts.keyAlgorithm).toBe(algorithm)
    expect(Buffer.from(opened.value.certificate)).toEqual(Buffer.from(holder.certificate.der))
    expect(opened.value.chain.map((der) => Buffer.from(der))).toEqual([Buffer.from(office.certificate.der)])
    const content = utf8('Feststellung')
    const cms = await opened.value.signCms(content, now)
    const { findings, signers, cryptography } = verifyDetached(content, cms, trust, now, 'reviewer')
    expect(findings.filter(({ state }) => state !== 'passed')).toEqual([])
    expect(signers.map(({ verdict, claimedTime }) => ({ verdict, claimedTime }))).toEqual([
      { verdict: { indication: 'TOTAL-PASSED', subIndication: null }, claimedTime: '2025-06-01T00:00:00Z' },
    ])
    expect(cryptography).toBe('passed')
    expect(verifyDetached(utf8('feststellung'), cms, trust, now, 'reviewer').cryptography).toBe('failed')
  },
)

test('older encryption of key files is read too', () => {
  const holder = makeCertificate({ name: 'Prüfer/in 1', issuer: office })
  const file = keyFile(holder, '-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1')
  expect(openPkcs12(file, 'Prüfung 1').ok).toBe(true)
})

test('wrong passphrase, no key file and an unknown kind of key are three different failures', () => {
  const holder = makeCertificate({ name: 'Prüfer/in 1', issuer: office })
  const file = keyFile(holder)
  expect(openPkcs12(file, 'falsch')).toEqual({ ok: false, failure: { code: 'key.wrongPassphrase' } })
  expect(openPkcs12(utf8('no key'), 'x', { name: 'a.txt' })).toEqual({
    ok: false,
    failure: { code: 'key.notAKeyFile', name: 'a.txt' },
  })
  expect(openPkcs12(file.subarray(0, 500), 'Prüfung 1', { name: 'cut' })).toEqual({
    ok: false,
    failure: { code: 'key.notAKeyFile', name: 'cut' },
  })
  const strange = makeCertificate({
    name: 'X',
    issuer: office,
    key: generateKeyPairSync('ed25519').privateKey,
  })
  expect(openPkcs12(keyFile(strange), 'Prüfung 1')).toEqual({
    ok: false,
    failure: { code: 'key.unsupported', algorithm: 'Ed25519' },
  })
})

test('a key beside a certificate for another key is told from a file that is none', () => {
  const order = { name: 'Prüfer/in 1', issuer: office }
  const own = makeCertificate({ ...order, key: rsaKey() })
  const other = makeCertificate({ ...order, key: rsaKey() })
  const pem = own.key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const bag = (certificates: readonly Holder[]): Uint8Array => {
    const chain = certificates.map(({ certificate }) =>
      forge.pki.certificateFromPem(toPem(certificate.der, 'CERTIFICATE')),
    )
    const pfx = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(pem), chain, 'kennwort')
    return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'latin1')
  }
  const reasons = [[own], [other]].map((certificates) => {
    const opened = openPkcs12(bag(certificates), 'kennwort', { name: 'k.p12' })
    return opened.ok ? 'opened' : opened.failure.code
  })
  expect(reasons).toEqual(['opened', 'key.otherKey'])
})

test('a session key signs, another text or key does not verify, and after forgetting it signs no more', () => {
  const key = makeSessionKey()
  const text = utf8('entry 1')
  const signature = key.sign(text)
  expect(signature.length).toBe(64)
  expect(verifySession(key.publicKey, text, signature)).toBe(true)
  expect(verifySession(key.publicKey, utf8('entry 2'), signature)).toBe(false)
  expect(verifySession(makeSessionKey().publicKey, text, signature)).toBe(false)
  expect(verifySession(key.publicKey, text, new Uint8Array(64))).toBe(false)
  expect(verifySession(utf8('no key'), text, signature)).toBe(false)
  key.forget()
  expect(() => key.sign(text)).toThrow()
})
