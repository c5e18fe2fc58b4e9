import { constants, privateEncrypt } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceOf, utf8, type ByteSource } from '../../../main/core/bytes.ts'
import { printManifest } from '../../../main/core/container/asic-manifest.ts'
import { packContainer } from '../../../main/core/container/pack-container.ts'
import { sha256 } from '../../../main/crypto/hash.ts'
import { judgeFile } from '../../../main/verify/judge-file.ts'
import { octets, oid, printDer, seq, type Asn1 } from '../../support/asn1.ts'
import { attribute, makeCms, makeToken, signerInfo, type CmsOrder } from '../../support/cms.ts'
import { judgedAt } from '../../support/make-bundle.ts'
import { makeOcsp } from '../../support/ocsp.ts'
import { extension, makeCertificate, makeCrl, rsaKey, trustIn } from '../../support/pki.ts'

const root = makeCertificate({ name: 'Root', ca: true })
const first = makeCertificate({ name: 'First', issuer: root })
const second = makeCertificate({ name: 'Second', issuer: root })
const rsa = makeCertificate({ name: 'RSA', issuer: root, key: rsaKey(3072) })
const timeStamping = extension('2.5.29.37', seq(oid('1.3.6.1.5.5.7.3.8')), true)
const tsa = makeCertificate({ name: 'TSA', issuer: root, extensions: [timeStamping] })
const trust = trustIn([root], [makeCrl({ issuer: root })])
const content = utf8('Einsatzbericht')
const passed = { verdict: 'TOTAL-PASSED / null', cryptography: 'passed', open: [] as string[] }

async function judged(
  bytes: Uint8Array,
  options: { readonly content?: ByteSource; readonly trust?: typeof trust } = {},
) {
  const file = await judgeFile(sourceOf(bytes), { name: 'x', trust, now: judgedAt, ...options })
  await file.checkWhole({ signal: { aborted: false } })
  const { verdict, cryptography, findings, signers, playable } = file.facts()
  expect(playable).toBe(false)
  return {
    verdict: `${verdict.indication} / ${verdict.subIndication}`,
    cryptography,
    open: findings
      .filter(({ state }) => state !== 'passed')
      .map(({ reason, subject }) => `${reason} ${subject}`),
    signers: signers.map(({ subject }) => /CN=(.*)$/.exec(subject)?.[1]),
  }
}

function manifestOf(signature: string, ...names: readonly string[]): Uint8Array {
  return printManifest(
    signature,
    names.map((path) => ({ path, mediaType: 'text/plain', rootfile: false, sha256: sha256(content) })),
  )
}

function signed(order: Partial<CmsOrder> & { readonly content: Uint8Array }): Uint8Array {
  return makeCms({ signer: first, ...order })
}

test('an enveloping signature is judged by what it holds', async () => {
  expect(await judged(signed({ content, inside: true }))).toEqual({ ...passed, signers: ['First'] })
})

test('a detached signature is judged by the content handed in, also in PEM and with zeros behind', async () => {
  const cms = signed({ content })
  const pem = utf8(`-----BEGIN CMS-----\n${Buffer.from(cms).toString('base64')}\n-----END CMS-----\n`)
  for (const bytes of [cms, pem, Uint8Array.from([...cms, 0, 0, 0])])
    expect(await judged(bytes, { content: sourceOf(content) })).toEqual({ ...passed, signers: ['First'] })
  expect(await judged(cms, { content: sourceOf(utf8('other')) })).toMatchObject({
    verdict: 'TOTAL-FAILED / HASH_FAILURE',
    cryptography: 'failed',
  })
  expect(await judged(cms)).toMatchObject({
    verdict: 'INDETERMINATE / SIGNED_DATA_NOT_FOUND',
    cryptography: 'notChecked',
    open: ['file.notSupplied C=DE, O=MUSTER, CN=First'],
  })
})

test('two signers of one signature are judged one by one', async () => {
  const more = signerInfo({ content, signer: second }, '1.2.840.113549.1.7.1', 'sha256')
  const certificates = [first, second].map(({ certificate }) => certificate.der)
  const cms = signed({ content, inside: true, certificates, moreSigners: [more] })
  expect(await judged(cms)).toEqual({ ...passed, signers: ['First', 'Second'] })
})

test('a countersignature signs the signature, and its signer is named', async () => {
  const certificates = [first, second].map(({ certificate }) => certificate.der)
  const counter = (value: Uint8Array): Asn1[] => [
    attribute(
      '1.2.840.113549.1.9.6',
      signerInfo(
        { content: value, signer: second, edit: (all) => all.slice(1) },
        '1.2.840.113549.1.7.1',
        'sha256',
      ),
    ),
  ]
  expect(await judged(signed({ content, inside: true, certificates, unsigned: counter }))).toEqual({
    ...passed,
    signers: ['First', 'Second'],
  })
  const wrong = (): Asn1[] => counter(utf8('another signature'))
  expect(await judged(signed({ content, inside: true, certificates, unsigned: wrong }))).toMatchObject({
    verdict: 'TOTAL-FAILED / HASH_FAILURE',
    cryptography: 'failed',
  })
})

test('a DigestInfo without NULL is as good as one with it', async () => {
  const value = (bytes: Uint8Array): Uint8Array => {
    const info = printDer(seq(seq(oid('2.16.840.1.101.3.4.2.1')), octets(sha256(bytes))))
    return privateEncrypt({ key: rsa.key, padding: constants.RSA_PKCS1_PADDING }, info)
  }
  expect(await judged(signed({ content, inside: true, signer: rsa, value }))).toEqual({
    ...passed,
    signers: ['RSA'],
  })
})

test('attributes stored unsorted and signed sorted are accepted, signed as stored they are not', async () => {
  expect(await judged(signed({ content, inside: true, order: 'storedReversed' }))).toEqual({
    ...passed,
    signers: ['First'],
  })
  expect(await judged(signed({ content, inside: true, order: 'signedReversed' }))).toMatchObject({
    verdict: 'TOTAL-FAILED / SIG_CRYPTO_FAILURE',
    open: ['signature.onlyAsStored C=DE, O=MUSTER, CN=First'],
  })
})

test('an OCSP answer by the issuer, or by whom the issuer named for it, takes the place of a list', async () => {
  const noList = trustIn([root], [])
  const ocspSigning = extension('2.5.29.37', seq(oid('1.3.6.1.5.5.7.3.9')))
  const responder = makeCertificate({ name: 'Responder', issuer: root, extensions: [ocspSigning] })
  const plain = makeCertificate({ name: 'No Responder', issuer: root })
  const answer = (by: typeof root) =>
    makeOcsp({ about: first.certificate, issuer: root, responder: by, thisUpdate: judgedAt })
  const verdict = async (by: typeof root) =>
    (await judged(signed({ content, inside: true, ocsp: [answer(by)] }), { trust: noList })).verdict
  expect(await verdict(root)).toBe('TOTAL-PASSED / null')
  expect(await verdict(responder)).toBe('TOTAL-PASSED / null')
  expect(await verdict(plain)).toBe('INDETERMINATE / TRY_LATER')
})

test('ASiC-S: one file, signed without a manifest; a second file is not covered', async () => {
  const files = [
    { name: 'mimetype', bytes: utf8('application/vnd.etsi.asic-s+zip') },
    { name: 'bericht.txt', bytes: content },
    { name: 'META-INF/signature.p7s', bytes: signed({ content }) },
  ]
  expect(await judged(packContainer(files))).toEqual({ ...passed, signers: ['First'] })
  const more = [...files, { name: 'anhang.txt', bytes: content }]
  expect(await judged(packContainer(more))).toMatchObject({
    verdict: 'TOTAL-FAILED / FORMAT_FAILURE',
    cryptography: 'failed',
  })
})

test('ASiC-E: two signatures by two signers, each over its own manifest and files', async () => {
  const manifests = [
    manifestOf('META-INF/signature1.p7s', 'a.txt'),
    manifestOf('META-INF/signature2.p7s', 'b.txt'),
  ]
  const [one = content, two = content] = manifests
  const files = [
    { name: 'mimetype', bytes: utf8('application/vnd.etsi.asic-e+zip') },
    { name: 'a.txt', bytes: content },
    { name: 'b.txt', bytes: content },
    { name: 'META-INF/ASiCManifest1.xml', bytes: one },
    { name: 'META-INF/ASiCManifest2.xml', bytes: two },
    { name: 'META-INF/signature1.p7s', bytes: signed({ content: one }) },
    { name: 'META-INF/signature2.p7s', bytes: signed({ content: two, signer: second }) },
  ]
  const container = packContainer(files)
  expect(await judged(container)).toEqual({ ...passed, signers: ['First', 'Second'] })
  const judging = await judgeFile(sourceOf(container), { name: 'x', trust, now: judgedAt })
  const { findings, files: told } = judging.facts()
  expect(told.slice(0, 2).map(({ path, signatures }) => [path, signatures])).toEqual([
    ['a.txt', ['META-INF/signature1.p7s']],
    ['b.txt', ['META-INF/signature2.p7s']],
  ])
  expect(findings.filter(({ check }) => check === 'coverage')).toEqual([
    { check: 'coverage', state: 'passed', subject: 'META-INF/signature1.p7s', facts: { files: 1 } },
    { check: 'coverage', state: 'passed', subject: 'META-INF/signature2.p7s', facts: { files: 1 } },
  ])
})

test('a container with only a time stamp shows when it existed, not whose it is', async () => {
  const stamped = (over: Uint8Array) =>
    packContainer([
      { name: 'mimetype', bytes: utf8('application/vnd.etsi.asic-s+zip') },
      { name: 'bericht.txt', bytes: content },
      { name: 'META-INF/timestamp.tst', bytes: makeToken(tsa, over, judgedAt) },
    ])
  expect(await judged(stamped(content))).toEqual({
    verdict: 'INDETERMINATE / NO_SIGNATURE_FOUND',
    cryptography: 'passed',
    open: ['timestamp.only x'],
    signers: [],
  })
  expect(await judged(stamped(utf8('other')))).toMatchObject({
    verdict: 'TOTAL-FAILED / HASH_FAILURE',
    cryptography: 'failed',
  })
})

test('a token over an archive manifest proves when the signature in it existed', async () => {
  const expired = makeCertificate({ name: 'Expired', issuer: root, to: new Date('2025-04-01T00:00:00Z') })
  const stampedAt = new Date('2025-03-02T00:00:00Z')
  const manifest = manifestOf('META-INF/signature.p7s', 'a.txt')
  const signature = signed({ content: manifest, signer: expired })
  const listed = [
    { path: 'a.txt', bytes: content },
    { path: 'META-INF/ASiCManifest.xml', bytes: manifest },
    { path: 'META-INF/signature.p7s', bytes: signature },
  ]
  const archive = printManifest(
    'META-INF/archive.tst',
    listed.map(({ path, bytes }) => ({
      path,
      mediaType: 'text/plain',
      rootfile: false,
      sha256: sha256(bytes),
    })),
  )
  const container = (token: Uint8Array) =>
    packContainer([
      { name: 'mimetype', bytes: utf8('application/vnd.etsi.asic-e+zip') },
      ...listed.map(({ path, bytes }) => ({ name: path, bytes })),
      { name: 'META-INF/ASiCArchiveManifest.xml', bytes: archive },
      { name: 'META-INF/archive.tst', bytes: token },
    ])
  expect(await judged(container(makeToken(tsa, archive, stampedAt)))).toEqual({
    ...passed,
    signers: ['Expired'],
  })
  expect(await judged(container(makeToken(tsa, archive, new Date('2025-05-01T00:00:00Z'))))).toMatchObject({
    verdict: 'INDETERMINATE / OUT_OF_BOUNDS_NO_POE',
  })
  expect(await judged(container(makeToken(tsa, content, stampedAt)))).toMatchObject({
    verdict: 'INDETERMINATE / EXPIRED',
    cryptography: 'passed',
    open: ['validity.expired C=DE, O=MUSTER, CN=Expired', 'remark.archiveBroken C=DE, O=MUSTER, CN=TSA'],
  })
})

test('a compressed foreign container by Python is judged, and openssl made its signature', async () => {
  const work = mkdtempSync(join(tmpdir(), 'asservat-foreign-'))
  const manifest = manifestOf('META-INF/signature.p7s', 'bericht.txt')
  writeFileSync(join(work, 'm.xml'), manifest)
  writeFileSync(join(work, 'bericht.txt'), content)
  writeFileSync(join(work, 'k.pem'), first.key.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(join(work, 'c.der'), first.certificate.der)
  execFileSync('openssl', ['x509', '-inform', 'DER', '-in', 'c.der', '-out', 'c.pem'], { cwd: work })
  execFileSync(
    'openssl',
    [
      'cms',
      '-sign',
      '-cades',
      '-binary',
      '-in',
      'm.xml',
      '-signer',
      'c.pem',
      '-inkey',
      'k.pem',
      '-outform',
      'DER',
      '-out',
      's.p7s',
    ],
    { cwd: work, stdio: 'pipe' },
  )
  const script = `import zipfile
z = zipfile.ZipFile("x.asice", "w", zipfile.ZIP_DEFLATED)
for path, name in (("bericht.txt", "bericht.txt"), ("m.xml", "META-INF/ASiCManifest.xml"), ("s.p7s", "META-INF/signature.p7s")): z.write(path, name)
z.close()`
  execFileSync('python3', ['-c', script], { cwd: work })
  expect(await judged(new Uint8Array(readFileSync(join(work, 'x.asice'))))).toEqual({
    ...passed,
    signers: ['First'],
  })
})
