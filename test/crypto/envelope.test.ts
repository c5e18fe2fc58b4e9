import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../main/core/bytes.ts'
import { isStrictDer } from '../../main/crypto/der.ts'
import { unwrapKey, wrapKey } from '../../main/crypto/key-wrap.ts'
import { canReceive, makeEnvelope } from '../../main/crypto/make-envelope.ts'
import { toPem } from '../../main/crypto/pem.ts'
import { openEnvelope, parseEnvelope } from '../../main/crypto/read-envelope.ts'
import { receivingKey } from '../../main/crypto/receiving-key.ts'
import { ecKey, makeCertificate, rsaKey, type Holder } from '../support/pki.ts'

const folder = mkdtempSync(join(tmpdir(), 'asservat-envelope-'))
const holders = {
  'RSA 2048': holder('RSA Recipient', rsaKey(2048)),
  'EC P-256': holder('P-256 Recipient', ecKey('prime256v1')),
  'EC P-384': holder('P-384 Recipient', ecKey('secp384r1')),
  'EC P-521': holder('P-521 Recipient', ecKey('secp521r1')),
}
const everyone = Object.values(holders)
const secret = new Uint8Array(randomBytes(32))
const envelope = makeEnvelope(
  secret,
  everyone.map(({ certificate }) => certificate),
)

function holder(name: string, key: Holder['key']): Holder {
  return makeCertificate({ name, key, usage: [0, 2, 4] })
}

function path(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

function files({ certificate, key }: Holder): { certificate: string; key: string } {
  return {
    certificate: path(`${certificate.sha256}.pem`, toPem(certificate.der, 'CERTIFICATE')),
    key: path(`${certificate.sha256}.key`, key.export({ type: 'pkcs8', format: 'pem' }).toString()),
  }
}

async function openedBy({ key, certificate }: Holder, bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const parsed = parseEnvelope(bytes)
  return parsed && openEnvelope(parsed, receivingKey(key, certificate))
}

for (const [kind, one] of Object.entries(holders)) {
  test(`openssl opens our envelope with a recipient's key (${kind})`, () => {
    const { certificate, key } = files(one)
    const words = ['-decrypt', '-inform', 'DER', '-in', path('ours.p7m', envelope)]
    const opened = execFileSync('openssl', ['cms', ...words, '-recip', certificate, '-inkey', key])
    expect(toHex(opened)).toBe(toHex(secret))
  })

  test(`we open an envelope of openssl's (${kind})`, async () => {
    const { certificate } = files(one)
    const out = join(folder, 'theirs.p7m')
    const options = kind.startsWith('RSA')
      ? ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256', 'rsa_mgf1_md:sha256']
      : ['ecdh_kdf_md:sha256']
    const encrypt = ['cms', '-encrypt', '-aes-256-gcm', '-binary', '-in', path('secret.bin', secret)]
    const recipient = ['-recip', certificate, ...options.flatMap((option) => ['-keyopt', option])]
    execFileSync('openssl', [...encrypt, '-outform', 'DER', '-out', out, ...recipient])
    expect(await openedBy(one, new Uint8Array(readFileSync(out)))).toEqual(secret)
  })
}

test('each recipient opens the envelope, and nobody else does', async () => {
  const opened = await Promise.all(everyone.map((one) => openedBy(one, envelope)))
  expect(opened).toEqual(everyone.map(() => secret))
  expect(await openedBy(holder('RSA Recipient', rsaKey(2048)), envelope)).toBeUndefined()
})

test('another key beside the certificate of a recipient opens nothing', async () => {
  const { certificate } = holders['RSA 2048']
  expect(await openedBy({ certificate, key: rsaKey(2048) }, envelope)).toBeUndefined()
  const ec = holders['EC P-256'].certificate
  expect(await openedBy({ certificate: ec, key: ecKey() }, envelope)).toBeUndefined()
})

test('envelopes are DER, and no two of the same content are alike', () => {
  expect(isStrictDer(envelope)).toBe(true)
  const again = makeEnvelope(
    secret,
    everyone.map(({ certificate }) => certificate),
  )
  expect(toHex(again)).not.toBe(toHex(envelope))
})

test('an envelope with a flipped bit never gives another content', async () => {
  const { certificate, key } = holders['EC P-256']
  const small = makeEnvelope(secret, [certificate])
  const wrong: number[] = []
  for (let at = 0; at < small.length; at++) {
    const altered = Uint8Array.from(small)
    altered[at] = (altered[at] ?? 0) ^ 1
    const opened = await openedBy({ certificate, key }, altered)
    // Bits that nothing reads (a name, a NULL) may be flipped; what comes out is still the very same.
    if (opened && toHex(opened) !== toHex(secret)) wrong.push(at)
  }
  expect(wrong).toEqual([])
})

test('whose key cannot receive is known from the certificate', () => {
  const signer = makeCertificate({ name: 'small', key: rsaKey(1024) })
  expect([...everyone, signer].map(({ certificate }) => canReceive(certificate))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ])
})

test('keys are wrapped as the vector of RFC 3394 says', () => {
  const wrapping =
    fromHex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f') ?? new Uint8Array()
  const key = fromHex('00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f') ?? new Uint8Array()
  const wrapped = '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21'
  expect(toHex(wrapKey(wrapping, key))).toBe(wrapped)
  expect(unwrapKey(wrapping, fromHex(wrapped) ?? new Uint8Array())).toEqual(key)
  expect(unwrapKey(key, fromHex(wrapped) ?? new Uint8Array())).toBeUndefined()
})
