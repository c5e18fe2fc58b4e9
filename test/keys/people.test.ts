import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scryptSync, createDecipheriv, createPrivateKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import { identityState } from '../../main/core/people/identity-facts.ts'
import { openSealedKey, sealKey } from '../../main/crypto/own-key-file.ts'
import { verifyDetached } from '../../main/crypto/verify-detached.ts'
import { trustFrom } from '../../main/crypto/trust-file.ts'
import { keyKinds, People } from '../../main/keys/people.ts'
import { ecKey } from '../support/pki.ts'

const scratch = () => mkdtempSync(join(tmpdir(), 'people-'))
const subject = { country: 'DE', office: 'Musterland', unit: 'Interne Ermittlungen', name: 'Prüfer/in 1' }

/** An office's CA by openssl, which signs requests as CAs do. */
function makeAuthority() {
  const folder = scratch()
  const openssl = (...words: readonly string[]) =>
    execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  const make = ['-subj', '/O=Musterland/CN=Personen CA', '-days', '3650', '-nodes', '-newkey', 'rsa:2048']
  openssl(
    'req',
    '-x509',
    ...make,
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  )
  writeFileSync(join(folder, 'v3'), 'keyUsage=critical,digitalSignature,nonRepudiation\n')
  const index =
    '[ca]\ndefault_ca=d\n[d]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=900\n'
  for (const [name, words] of Object.entries({ 'ca.cnf': index, index: '', number: '01\n' }))
    writeFileSync(join(folder, name), words)
  openssl('ca', '-config', 'ca.cnf', '-gencrl', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-out', 'ca.crl')
  const issue = (request: Uint8Array, days = '800') => {
    writeFileSync(join(folder, 'r.pem'), request)
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'v3']
    openssl('x509', '-req', '-in', 'r.pem', ...by, '-days', days, '-out', 'c.pem')
    return new Uint8Array(readFileSync(join(folder, 'c.pem')))
  }
  const read = (name: string) => new Uint8Array(readFileSync(join(folder, name)))
  const trust = trustFrom(['ca.pem', 'ca.crl'].map((name) => ({ name, bytes: read(name) })))
  return { folder, issue, trust, openssl, read }
}

const valueOf = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown },
): T => {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.failure))
}

test.each(keyKinds)(
  'a new identity with %s: openssl checks the request, the CA issues, and it signs',
  async (kind) => {
    const [home, authority] = [scratch(), makeAuthority()]
    const people = new People(home)
    const padding = kind === 'RSA 3072' ? 'pss' : 'pkcs1'
    const id = await people.make({ subject, kind, padding }, 'ein langer Satz')
    expect((await people.list()).map(({ name, algorithm, state }) => ({ name, algorithm, state }))).toEqual([
      { name: 'Prüfer/in 1', algorithm: kind, state: 'noCertificate' },
    ])
    expect(await people.open(id, 'ein langer Satz')).toEqual({
      ok: false,
      failure: { code: 'key.noCertificate', name: 'Prüfer/in 1' },
    })
    const request = valueOf(await people.request(id))
    writeFileSync(join(home, 'request.pem'), request)
    const words = [
      'req',
      '-verify',
      '-in',
      'request.pem',
      '-noout',
      '-subject',
      '-text',
      '-nameopt',
      'utf8,sep_comma_plus',
    ]
    const judged = spawnSync('openssl', words, { cwd: home, encoding: 'utf8' })
    expect(judged.stderr).toContain('Certificate request self-signature verify OK')
    expect(judged.stdout).toContain('C=DE,O=Musterland,OU=Interne Ermittlungen,CN=Prüfer/in 1')
    expect(judged.stdout).toContain('Digital Signature, Non Repudiation')

    const issued = valueOf(
      await people.certificateFor(id, { bytes: authority.issue(request), path: 'c.pem' }),
    )
    await people.takeIn(id, issued)
    const identity = valueOf(await people.open(id, 'ein langer Satz'))
    const cms = await identity.signCms(utf8('Feststellung'), new Date())
    const verified = verifyDetached(utf8('Feststellung'), cms, authority.trust, new Date(), 'reviewer')
    expect(verified.findings.filter(({ state }) => state !== 'passed')).toEqual([])
    writeFileSync(join(home, 's.p7s'), cms)
    writeFileSync(join(home, 'content'), 'Feststellung')
    const check = [
      'cms',
      '-verify',
      '-cades',
      '-binary',
      '-inform',
      'DER',
      '-in',
      's.p7s',
      '-content',
      'content',
    ]
    const said = execFileSync(
      'openssl',
      [...check, '-CAfile', join(authority.folder, 'ca.pem'), '-purpose', 'any'],
      {
        cwd: home,
        stdio: 'pipe',
      },
    )
    expect(said.toString()).toBe('Feststellung')
    expect(
      execFileSync('openssl', ['cms', '-cmsout', '-print', '-inform', 'DER', '-in', 's.p7s'], {
        cwd: home,
      }).toString(),
    ).toContain(
      padding === 'pss' ? 'rsassaPss' : kind.startsWith('RSA') ? 'sha256WithRSAEncryption' : 'ecdsa-with-SHA',
    )
    await identity.forget?.()
    await expect(identity.signCms(utf8('x'))).rejects.toThrow('key.cancelled')
  },
)

test('a renewed certificate takes the place of the one before; another key or no certificate is refused', async () => {
  const [home, authority] = [scratch(), makeAuthority()]
  const people = new People(home)
  const id = await people.make({ subject, kind: 'EC P-256', padding: 'pkcs1' }, 'ein langer Satz')
  const request = valueOf(await people.request(id))
  for (const days of ['10', '800']) {
    const issued = authority.issue(request, days)
    await people.takeIn(id, valueOf(await people.certificateFor(id, { bytes: issued, path: 'c.pem' })))
    expect(valueOf(await people.facts(id)).state).toBe(days === '10' ? 'expiresSoon' : 'valid')
  }
  const later = new People(home, () => new Date('2035-01-01'))
  expect((await later.list()).map(({ state }) => state)).toEqual(['expired'])
  expect(await people.certificateFor(id, { bytes: authority.read('ca.pem'), path: '/x/ca.pem' })).toEqual({
    ok: false,
    failure: { code: 'key.otherKey', name: 'ca.pem' },
  })
  expect(await people.certificateFor(id, { bytes: utf8('nichts'), path: '/x/a.txt' })).toEqual({
    ok: false,
    failure: { code: 'key.notACertificate', name: 'a.txt' },
  })
  authority.openssl(
    'crl2pkcs7',
    '-nocrl',
    '-certfile',
    'c.pem',
    '-certfile',
    'ca.pem',
    '-outform',
    'DER',
    '-out',
    'c.p7b',
  )
  const bundle = valueOf(await people.certificateFor(id, { bytes: authority.read('c.p7b'), path: 'c.p7b' }))
  expect(bundle).toHaveLength(1)
})

test('a changed passphrase opens, the old one does not, and a PKCS#12 file comes in under a passphrase of ours', async () => {
  const [home, authority] = [scratch(), makeAuthority()]
  const people = new People(home)
  const id = await people.make({ subject, kind: 'EC P-256', padding: 'pkcs1' }, 'ein langer Satz')
  const issued = authority.issue(valueOf(await people.request(id)))
  await people.takeIn(id, valueOf(await people.certificateFor(id, { bytes: issued, path: 'c' })))
  expect(await people.changePassphrase(id, 'falsch', 'zwei lange Sätze')).toEqual({
    ok: false,
    failure: { code: 'key.wrongPassphrase' },
  })
  expect((await people.changePassphrase(id, 'ein langer Satz', 'zwei lange Sätze')).ok).toBe(true)
  expect((await people.open(id, 'ein langer Satz')).ok).toBe(false)
  // The same words, their umlaut typed as two characters.
  expect((await people.open(id, 'zwei lange Sätze'.normalize('NFD'))).ok).toBe(true)

  const key = createPrivateKey(readFileSync(join(authority.folder, 'ca.key')))
  writeFileSync(join(authority.folder, 'ca.key8'), key.export({ type: 'pkcs8', format: 'pem' }))
  authority.openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'ca.key8',
    '-in',
    'ca.pem',
    '-out',
    'x.p12',
    '-passout',
    'pass:p12',
  )
  const file = { bytes: authority.read('x.p12'), passphrase: 'p12', name: 'x.p12' }
  const imported = valueOf(await people.import(file, 'ein langer Satz'))
  expect(valueOf(await people.facts(imported)).certificate?.subject).toBe('O=Musterland, CN=Personen CA')
  expect((await people.open(imported, 'ein langer Satz')).ok).toBe(true)
  await people.remove(imported)
  expect(readdirSync(join(home, 'identities'))).toEqual([id])
})

test('the key file is what FORMAT.md says, and every single flipped bit is refused', async () => {
  const key = ecKey()
  const file = await sealKey(key, 'Schlüssel')
  const plain = Buffer.from(key.export({ type: 'pkcs8', format: 'der' }))
  const wrapping = scryptSync('Schlüssel', file.subarray(12, 44), 32, {
    N: 131_072,
    r: 8,
    p: 1,
    maxmem: 160 << 20,
  })
  const decipher = createDecipheriv('aes-256-gcm', wrapping, file.subarray(44, 56)).setAAD(
    file.subarray(0, 56),
  )
  decipher.setAuthTag(file.subarray(-16))
  expect(Buffer.concat([decipher.update(file.subarray(56, -16)), decipher.final()])).toEqual(plain)
  expect(Buffer.from(file.subarray(0, 12)).toString('latin1')).toBe('asvtkey\0\x01\x11\x08\x01')
  for (const [at, code] of [
    [0, 'key.notAKeyFile'],
    [8, 'key.newer'],
    [9, 'key.newer'],
    [12, 'key.wrongPassphrase'],
    [44, 'key.wrongPassphrase'],
    [56, 'key.wrongPassphrase'],
    [file.length - 1, 'key.wrongPassphrase'],
  ] as const) {
    const changed = Uint8Array.from(file, (byte, i) => (i === at ? byte ^ 1 : byte))
    const opened = await openSealedKey(changed, 'Schlüssel')
    expect([at, opened.ok ? 'open' : opened.failure.code]).toEqual([at, code])
  }
})

test('a certificate is not yet valid, valid, near its end, expired, by the day', () => {
  const facts = { notBefore: '2026-01-01T00:00:00Z', notAfter: '2026-12-31T00:00:00Z' }
  const certificate = {
    subject: '',
    issuer: '',
    serial: '',
    sha256: '',
    keyAlgorithm: '',
    usage: [],
    ca: false,
    ...facts,
  }
  const on = (day: string) => identityState(certificate, new Date(day))
  expect(['2025-12-31', '2026-06-01', '2026-12-10', '2027-01-01'].map(on)).toEqual([
    'notYetValid',
    'valid',
    'expiresSoon',
    'expired',
  ])
})
