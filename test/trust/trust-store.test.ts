import { mkdtempSync, readFileSync, writeFileSync, mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import { toPem } from '../../main/crypto/pem.ts'
import { acceptLists } from '../../main/trust/accept-lists.ts'
import { acceptTrust, type TrustProof } from '../../main/trust/accept-trust.ts'
import { confirmationBytes } from '../../main/trust/confirming-person.ts'
import { addLists, installTrust } from '../../main/trust/install-trust.ts'
import { showTrust } from '../../main/trust/show-trust.ts'
import { readTrustOffer, signerOf, type TrustOffer } from '../../main/trust/trust-offer.ts'
import { readTrustStore } from '../../main/trust/trust-store.ts'
import { makeTrustOffice, offerTrust, type TrustOrder } from '../support/offered-trust.ts'
import { identityOf, makeCertificate, makeCrl, type Holder } from '../support/pki.ts'

const now = new Date('2026-06-01T12:00:00Z')
const office = makeTrustOffice()
const { root, stranger, strangersClerk, devices, reviewers, persons, digits } = office

async function offered(order: TrustOrder): Promise<TrustOffer> {
  const offer = await readTrustOffer(join(offerTrust(office, order), 'trust.json'))
  if (!offer.ok) throw new Error(offer.failure.code)
  return offer.value
}

function home(): string {
  return mkdtempSync(join(tmpdir(), 'trust-home-'))
}

async function storeOf(folder: string) {
  const store = await readTrustStore(folder)
  if (!store.ok) throw new Error(store.failure.code)
  return store.value
}

/** Imports; what came of it in a word or two. */
async function imported(folder: string, offer: TrustOffer, proof: TrustProof): Promise<string> {
  const store = await storeOf(folder)
  const accepted = acceptTrust(offer, proof, store, now)
  if (!accepted.ok) return accepted.failure.code
  const installed = await installTrust(folder, store, accepted.value, now)
  return installed.ok ? `${installed.value.way} ${installed.value.version}` : installed.failure.code
}

const byPaper: TrustProof = { way: 'fingerprint', digits }

async function confirmedBy(offer: TrustOffer, people: readonly Holder[]): Promise<TrustProof> {
  const signer = signerOf(offer, now)
  if (!signer.ok) throw new Error(signer.failure.code)
  const statement = confirmationBytes(offer.sha256, offer.version, signer.value.root.sha256)
  return {
    way: 'twoPersons',
    confirmations: await Promise.all(people.map((person) => identityOf(person).signCms(statement, now))),
  }
}

test('the first trust counts once the last 16 digits of its root were typed from paper', async () => {
  const folder = home()
  const offer = await offered({ version: '2026-1' })
  expect(await imported(folder, offer, { way: 'root' })).toBe('trust.fingerprintNeeded')
  expect(await imported(folder, offer, { way: 'fingerprint', digits: digits.slice(1) })).toBe(
    'trust.fingerprintWrong',
  )
  const typed = digits.toUpperCase().replace(/(.{4})/g, '$1 ')
  expect(await imported(folder, offer, { way: 'fingerprint', digits: typed })).toBe('fingerprint 2026-1')
  const { source, version, sha256, anchors, history, lists } = showTrust(await storeOf(folder), now)
  expect({
    source,
    version,
    sha256,
    roles: anchors.map(({ roles }) => roles),
    history: history.map(({ act, way, trust }) => ({ act, way, trust })),
    issuers: lists.map(({ issuer }) => issuer),
  }).toEqual({
    source: 'installed',
    version: '2026-1',
    sha256: offer.sha256,
    roles: [['seal'], ['reviewer']],
    history: [{ act: 'trustInstalled', way: 'fingerprint', trust: offer.sha256 }],
    issuers: [devices.root, reviewers, root].map(({ certificate }) => certificate.facts.subject),
  })
})

test('a newer trust of the same root counts by its signature, an older or equal one never again', async () => {
  const folder = home()
  await imported(folder, await offered({ version: '2026-9' }), byPaper)
  expect(await imported(folder, await offered({ version: '2026-10' }), { way: 'root' })).toBe('root 2026-10')
  expect(await imported(folder, await offered({ version: '2026-9' }), { way: 'root' })).toBe('trust.notNewer')
  expect(
    await imported(folder, await offered({ version: '2026-10', change: { crls: [] } }), { way: 'root' }),
  ).toBe('trust.notNewer')
})

test('a trust of another root is refused, whatever is typed', async () => {
  const folder = home()
  await imported(folder, await offered({ version: '1' }), byPaper)
  const other = await offered({ version: '2', strange: true })
  const otherDigits = stranger.certificate.sha256.slice(-16)
  expect(await imported(folder, other, { way: 'root' })).toBe('trust.otherRoot')
  expect(await imported(folder, other, { way: 'fingerprint', digits: otherDigits })).toBe('trust.otherRoot')
})

test('the first trust is no matter of two persons: nothing says yet who is entitled', async () => {
  const folder = home()
  const offer = await offered({ version: '1' })
  expect(await imported(folder, offer, await confirmedBy(offer, persons))).toBe('trust.fingerprintNeeded')
})

test('two entitled persons bring in another root; one, one twice, or strangers do not', async () => {
  const folder = home()
  await imported(folder, await offered({ version: '1' }), byPaper)
  const other = await offered({ version: '2', strange: true })
  const [one, two] = persons
  const again = makeCertificate({ name: 'Reviewer 1', issuer: reviewers })
  expect(await imported(folder, other, await confirmedBy(other, [one]))).toBe('trust.samePerson')
  expect(await imported(folder, other, await confirmedBy(other, [one, again]))).toBe('trust.samePerson')
  expect(await imported(folder, other, await confirmedBy(other, [one, devices.device]))).toBe(
    'trust.personNotEntitled',
  )
  const elsewhere = await confirmedBy(await offered({ version: '3', strange: true }), [one, two])
  expect(await imported(folder, other, elsewhere)).toBe('trust.personNotEntitled')
  expect(await imported(folder, other, await confirmedBy(other, [one, two]))).toBe('twoPersons 2')
  expect(showTrust(await storeOf(folder), now).history[0]?.confirmedBy).toEqual(
    [one, two].map(({ certificate }) => certificate.sha256),
  )
})

test('a trust file that nobody or somebody else signed is refused', async () => {
  const folder = home()
  const forged = await offered({ version: '1', signer: strangersClerk })
  expect(await imported(folder, forged, byPaper)).toBe('trust.notSigned')
})

test('a newer revocation list of an authority of the trust may be added alone, no other', async () => {
  const folder = home()
  await imported(folder, await offered({ version: '1' }), byPaper)
  const revoked = { serial: devices.device.certificate.serial, at: new Date('2026-04-01T00:00:00Z') }
  const list = (issuer: Holder, day: string) => ({
    name: 'new.crl',
    bytes: makeCrl({ issuer, revoked: [revoked], thisUpdate: new Date(day) }),
  })
  const add = async (file: ReturnType<typeof list>): Promise<string> => {
    const store = await storeOf(folder)
    const accepted = acceptLists(file, store)
    if (!accepted.ok) return accepted.failure.code
    const added = await addLists(folder, store, accepted.value, now)
    return added.ok ? added.value.act : added.failure.code
  }
  expect(await add(list(stranger, '2026-05-01'))).toBe('trust.listNotOurs')
  expect(await add({ name: 'no.crl', bytes: utf8('no list') })).toBe('trust.listNotOurs')
  expect(await add(list(devices.root, '2023-05-01'))).toBe('trust.listNotNewer')
  expect(await add(list(devices.root, '2026-05-01'))).toBe('listsAdded')
  expect(await add(list(devices.root, '2026-05-01'))).toBe('trust.listNotNewer')
  const { trust } = await storeOf(folder)
  expect(trust.crls.filter((crl) => crl.revokedAt(revoked.serial) !== null).length).toBe(1)
})

test.each([
  [
    'a certificate dropped into the folder',
    (folder: string) =>
      writeFileSync(join(folder, 'trust', 'x.pem'), toPem(stranger.certificate.der, 'CERTIFICATE')),
    'sound',
  ],
  ['a byte of the trust file', (folder: string) => change(folder, 'trust.json'), 'damaged'],
  [
    'another root certificate',
    (folder: string) =>
      writeFileSync(versionFile(folder, 'root.pem'), toPem(stranger.certificate.der, 'CERTIFICATE')),
    'damaged',
  ],
  ['a line of the record', (folder: string) => change(folder, '../record.jsonl'), 'damaged'],
])('%s makes the installed trust no larger', async (_, alter, state) => {
  const folder = home()
  await imported(folder, await offered({ version: '1' }), byPaper)
  await imported(folder, await offered({ version: '2' }), { way: 'root' })
  alter(folder)
  const store = await storeOf(folder)
  expect(store.state).toBe(state)
  expect(store.trust.anchors.length).toBe(state === 'sound' ? 2 : 0)
  const next = await imported(folder, await offered({ version: '3' }), { way: 'root' })
  expect(next).toBe(state === 'sound' ? 'root 3' : 'trust.damaged')
})

test('what was never imported counts for nothing', async () => {
  const folder = home()
  mkdirSync(join(folder, 'trust'))
  writeFileSync(join(folder, 'trust', 'root.pem'), toPem(root.certificate.der, 'CERTIFICATE'))
  const { source, anchors, sha256 } = showTrust(await storeOf(folder), now)
  expect({ source, anchors, sha256 }).toEqual({ source: 'none', anchors: [], sha256: null })
})

/** A file of the newest version. */
function versionFile(folder: string, name: string): string {
  const record = readFileSync(join(folder, 'trust', 'record.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .at(-1)
  const { trust } = JSON.parse(record ?? '') as { trust: string }
  expect(readdirSync(join(folder, 'trust')).includes(trust)).toBe(true)
  return join(folder, 'trust', trust, name)
}

function change(folder: string, name: string): void {
  const path = versionFile(folder, name)
  const bytes = readFileSync(path)
  const at = bytes.indexOf('"2')
  bytes[at + 1] = 0x33
  writeFileSync(path, bytes)
}
