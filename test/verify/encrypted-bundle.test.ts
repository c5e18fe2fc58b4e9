import { beforeAll, expect, test } from 'vitest'
import { equalBytes } from '../../main/core/bytes.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { openEncrypted } from '../../main/verify/open-encrypted.ts'
import { verifiedSource } from '../../main/media/verified-source.ts'
import {
  encryptedBundle,
  filesOf,
  identityOf,
  jsonOf,
  judgeBytes,
  plain,
  recipient,
} from '../support/encrypted-bundle.ts'
import { rsaKey } from '../support/pki.ts'

const [anna, bert, carla] = [recipient('Empfang 1'), recipient('Empfang 2', rsaKey()), recipient('Fremd')]
const never = { signal: { aborted: false } }
let bundle: Uint8Array

beforeAll(async () => {
  bundle = await encryptedBundle([anna, bert])
})

async function openedBy(holder: typeof anna, bytes = bundle) {
  const judged = await judgeBytes(bytes)
  const opened = await openEncrypted(judged, identityOf(holder))
  return { judged, opened }
}

test('without a key the seal is judged whole, and nothing of the case is known', async () => {
  const judged = await judgeBytes(bundle)
  await judged.checkWhole(never)
  const { verdict, findings, playable, encryption, case: about } = judged.facts()
  expect({ verdict, playable, about, failed: findings.filter(({ state }) => state !== 'passed') }).toEqual({
    verdict: { indication: 'TOTAL-PASSED', subIndication: null },
    playable: false,
    about: null,
    failed: [],
  })
  expect(encryption?.opened).toBe(false)
  expect(encryption?.recipients.map(({ subject }) => subject)).toEqual([
    anna.certificate.facts.subject,
    bert.certificate.facts.subject,
  ])
  expect(judged.clips).toEqual([])
  expect(await judged.readFile('data/0004').then((bytes) => bytes && equalBytes(bytes, plain.note))).toBe(
    false,
  )
})

test('no byte of the files, no name and no file number stands in the bundle', () => {
  const all = Buffer.from(bundle).toString('latin1')
  const marks = ['Aufnahme', 'WEBVTT', 'Polizei', 'vertraulich', 'Kamera', '123 Js', 'mp4', 'Bericht', 'A-7']
  expect(marks.filter((mark) => all.includes(mark))).toEqual([])
})

for (const holder of [anna, bert])
  test(`${holder.certificate.facts.keyAlgorithm}: a recipient sees case, clips, captions and companions`, async () => {
    const { judged, opened } = await openedBy(holder)
    expect(opened).toEqual({ ok: true, value: null })
    expect(judged.facts().verdict).toEqual({ indication: 'INDETERMINATE', subIndication: 'CONTENT_PENDING' })
    await judged.checkWhole(never)
    const { verdict, playable, case: about } = judged.facts()
    expect({ verdict, playable, fileNumber: about?.case.fileNumber }).toEqual({
      verdict: { indication: 'TOTAL-PASSED', subIndication: null },
      playable: true,
      fileNumber: '123 Js 45/25',
    })
    expect(
      about?.clips.map(({ number, path, originalName, size }) => [number, path, originalName, size]),
    ).toEqual([
      [1, 'data/0001', 'Kamera 1.mp4', 600_000],
      [2, 'data/0002', 'Kamera 2.mp4', 262_144],
    ])
    expect(about?.captions).toEqual([{ path: 'data/0003', clip: 'data/0001', language: 'de' }])
    expect(await judged.readFile('data/0003')).toEqual(plain.captions)
    expect(await judged.readFile('data/0004')).toEqual(plain.note)
    expect(await judged.readFile('data/0005')).toEqual(plain.empty)
  })

test('clips are read at random, and every byte is the one that was recorded', async () => {
  const { judged } = await openedBy(anna)
  const broken: number[] = []
  const sources = judged.clips.map((clip) => verifiedSource(clip, sha256, (chunk) => broken.push(chunk)))
  expect(sources.map(({ size }) => size)).toEqual([600_000, 262_144])
  const [long, exact] = sources
  expect(equalBytes((await long?.read(0, 600_000)) ?? new Uint8Array(), plain.long)).toBe(true)
  expect(equalBytes((await exact?.read(0, 262_144)) ?? new Uint8Array(), plain.exact)).toBe(true)
  expect(await long?.read(262_140, 10)).toEqual(plain.long.subarray(262_140, 262_150))
  expect(await long?.read(599_999, 1)).toEqual(plain.long.subarray(599_999))
  expect(broken).toEqual([])
})

test('whoever is no recipient is told who is', async () => {
  const { judged, opened } = await openedBy(carla)
  const recipients = [anna, bert].map(({ certificate }) => certificate.facts.subject).join(' · ')
  expect(opened).toEqual({
    ok: false,
    failure: {
      code: 'encryption.notARecipient',
      name: 'bundle.asice',
      subject: carla.certificate.facts.subject,
      recipients,
    },
  })
  expect(judged.facts().case).toBeNull()
  expect(await openEncrypted(judged, undefined)).toEqual({
    ok: false,
    failure: { code: 'encryption.locked', name: 'bundle.asice', recipients },
  })
})

test('once the keys are let go of, nothing is decrypted any more', async () => {
  const { judged } = await openedBy(anna)
  const [clip] = judged.clips
  judged.forget()
  const source = clip && verifiedSource(clip, sha256, () => undefined)
  expect(await source?.readChunk(0)).toBeUndefined()
})

test('two bundles of one folder have no chunk in common: every seal has a key of its own', async () => {
  const again = await filesOf(await encryptedBundle([anna, bert]))
  const before = await filesOf(bundle)
  const same = before.filter(({ name, bytes }) => {
    const other = again.find((file) => file.name === name)
    return name !== 'mimetype' && other !== undefined && equalBytes(other.bytes, bytes)
  })
  expect(same.map(({ name }) => name)).toEqual([])
})

test('case.json shows ids, sizes, lists and recipients, and nothing else', async () => {
  const root = (await filesOf(bundle)).find(({ name }) => name === 'case.json')
  const { files, recipients, ...rest } = jsonOf(root?.bytes ?? new Uint8Array())
  expect(Object.keys(rest)).toEqual(['bundleId', 'format', 'keyCommitment'])
  expect(recipients).toHaveLength(2)
  expect((files as { path: string; size: number }[]).slice(0, 5)).toEqual([
    { path: 'data/0001', size: 600_048, chunkList: 'data/0001.sha256-262160' },
    { path: 'data/0002', size: 262_160, chunkList: 'data/0002.sha256-262160' },
    { path: 'data/0003', size: plain.captions.length + 16, chunkList: 'data/0003.sha256-262160' },
    { path: 'data/0004', size: plain.note.length + 16, chunkList: 'data/0004.sha256-262160' },
    { path: 'data/0005', size: 16, chunkList: 'data/0005.sha256-262160' },
  ])
})
