import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import type { SigningIdentity } from '../../main/core/signing.ts'
import { openPkcs12 } from '../../main/crypto/key-file.ts'
import { trustFrom } from '../../main/crypto/trust-file.ts'
import { openReadOnly } from '../../main/disk/open-read-only.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { parseCaseDraft } from '../../main/verify/case-draft.ts'
import { planBundle } from '../../main/verify/plan-bundle.ts'
import { sealFolder } from '../../main/verify/seal-folder.ts'

const sample = 'resources/sample'
const now = new Date('2025-03-01T10:00:00Z')
const work = mkdtempSync(join(tmpdir(), 'asservat-seal-'))
const folder = join(work, 'Fall 1')
const out = join(work, 'bundle.asice')

function sampleIdentity(name: string): SigningIdentity {
  const passphrase = readFileSync(`${sample}/${name}.pass`, 'utf8').trim()
  const opened = openPkcs12(readFileSync(`${sample}/${name}.p12`), passphrase, { sample: true })
  if (!opened.ok) throw new Error(opened.failure.code)
  return opened.value
}

const trust = trustFrom(
  ['sample-ca.pem', 'sample-ca.crl'].map((name) => ({
    name,
    bytes: readFileSync(`${sample}/trust/${name}`),
  })),
)

const caseFile = utf8(
  JSON.stringify({
    case: '123 Js 45/25',
    exhibit: { number: 'A-7', medium: 'Kamera' },
    clips: [{ path: 'Kamera 2.mp4', device: { id: 'cam-2' }, startedAt: '2025-02-28T21:04:00+01:00' }],
  }),
)

beforeAll(async () => {
  mkdirSync(join(folder, 'notes'), { recursive: true })
  writeFileSync(join(folder, 'Kamera 1.mp4'), new Uint8Array(600_000).fill(7))
  writeFileSync(join(folder, 'Kamera 2.mp4'), new Uint8Array(10).fill(9))
  writeFileSync(join(folder, 'Kamera 1.de.vtt'), 'WEBVTT\n')
  writeFileSync(join(folder, 'notes', 'Einsatzbericht.pdf'), '%PDF-1.4\n')
  writeFileSync(join(folder, 'case.json'), caseFile)
  const sealed = await sealFolder({ folder, caseFile, identity: sampleIdentity('device'), out, now })
  if (!sealed.ok) throw new Error(sealed.failure.code)
})

async function judgedBundle() {
  const file = await openReadOnly(out)
  if (!file.ok) throw new Error(file.failure.code)
  const judged = await judgeFile(file.value, { name: 'bundle.asice', trust, now })
  await judged.checkWhole({ signal: { aborted: false } })
  const facts = judged.facts()
  await file.value.close()
  return facts
}

test('a sealed folder is judged TOTAL-PASSED, with listed clips first and the others after them', async () => {
  const facts = await judgedBundle()
  expect(facts.verdict).toEqual({ indication: 'TOTAL-PASSED', subIndication: null })
  expect(facts.findings.filter(({ state }) => state !== 'passed')).toEqual([])
  expect(
    facts.case?.clips.map(({ path, originalName, startedAt, device }) => ({
      path,
      originalName,
      startedAt,
      id: device.id,
    })),
  ).toEqual([
    {
      path: 'clips/0001.mp4',
      originalName: 'Kamera 2.mp4',
      startedAt: '2025-02-28T21:04:00+01:00',
      id: 'cam-2',
    },
    { path: 'clips/0002.mp4', originalName: 'Kamera 1.mp4', startedAt: null, id: '' },
  ])
  expect(facts.case?.captions).toEqual([
    { path: 'captions/0002.de.vtt', clip: 'clips/0002.mp4', language: 'de' },
  ])
  expect(facts.case?.files.map(({ originalName, mediaType }) => ({ originalName, mediaType }))).toEqual([
    { originalName: 'notes/Einsatzbericht.pdf', mediaType: 'application/pdf' },
  ])
  expect(facts.case?.case.fileNumber).toBe('123 Js 45/25')
})

function inFolder(command: string): string {
  return execFileSync('bash', ['-c', `set -o pipefail; cd ${work}; ${command}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

test('unzip and openssl confirm the seal with the commands of the manual', () => {
  writeFileSync(join(work, 'ca.pem'), readFileSync(`${sample}/trust/sample-ca.pem`))
  expect(inFolder('unzip -tq bundle.asice')).toContain('No errors detected')
  inFolder(
    'unzip -p bundle.asice META-INF/ASiCManifest001.xml > m.xml; unzip -p bundle.asice META-INF/signature001.p7s > s.p7s',
  )
  inFolder(
    'openssl cms -verify -cades -CAfile ca.pem -purpose any -binary -inform DER -in s.p7s -content m.xml -out /dev/null',
  )
  const listed = inFolder('unzip -p bundle.asice clips/0002.mp4.sha256-256K')
  expect(
    inFolder("unzip -p bundle.asice clips/0002.mp4 | split -b 256K --filter='sha256sum | cut -c1-64'"),
  ).toBe(listed)
  const digest = inFolder(
    'unzip -p bundle.asice clips/0002.mp4 | openssl dgst -sha256 -binary | base64',
  ).trim()
  expect(readFileSync(join(work, 'm.xml'), 'utf8')).toContain(`<ds:DigestValue>${digest}</ds:DigestValue>`)
})

test('openssl refuses a manifest of which one character was changed', () => {
  expect(() =>
    inFolder(
      'sed s/case.json/Case.json/ m.xml > n.xml; openssl cms -verify -cades -CAfile ca.pem -purpose any -binary -inform DER -in s.p7s -content n.xml -out /dev/null',
    ),
  ).toThrow()
})

test('the RSA identity of the sample reviewer makes CAdES that openssl accepts, with and without signing time', async () => {
  const identity = sampleIdentity('reviewer')
  writeFileSync(join(work, 'text'), 'Feststellung')
  for (const time of [undefined, now]) {
    writeFileSync(join(work, 'text.p7s'), await identity.signCms(utf8('Feststellung'), time))
    inFolder(
      'openssl cms -verify -cades -CAfile ca.pem -purpose any -binary -inform DER -in text.p7s -content text -out /dev/null',
    )
    const printed = inFolder('openssl cms -cmsout -print -inform DER -in text.p7s')
    expect(printed.includes('signingTime')).toBe(time !== undefined)
  }
})

test('nothing is overwritten, and a listed file that is missing is named', async () => {
  const identity = sampleIdentity('device')
  expect(await sealFolder({ folder, caseFile, identity, out, now })).toEqual({
    ok: false,
    failure: { code: 'file.exists', name: 'bundle.asice' },
  })
  const lacking = utf8('{"clips":[{"path":"Kamera 3.mp4"}]}')
  expect(await sealFolder({ folder, caseFile: lacking, identity, out: join(work, 'b'), now })).toEqual({
    ok: false,
    failure: { code: 'seal.caseFile', name: 'case.json', field: 'clips[0]' },
  })
  const wrong = utf8('{"clips":[{"path":"Kamera 1.mp4","startedAt":"gestern"}]}')
  expect(await sealFolder({ folder, caseFile: wrong, identity, out: join(work, 'b'), now })).toEqual({
    ok: false,
    failure: { code: 'seal.caseFile', name: 'case.json', field: 'clips[0].startedAt' },
  })
})

test('captions go to the clip they name, and to no other', () => {
  const names = ['a.mp4', 'b.mp4', 'a.de.vtt', 'words.vtt', 'b.vtt']
  const planned = (captions: readonly object[]) => {
    const draft = parseCaseDraft(utf8(JSON.stringify({ captions })))
    if (!draft.ok) throw new Error(draft.failure)
    const { plan, missing } = planBundle(names, draft.value)
    return { captions: plan.captions.map(({ source, path, clip }) => `${source} ${path} ${clip}`), missing }
  }
  expect(planned([{ path: 'words.vtt', clip: 'b.mp4', language: 'en' }])).toEqual({
    captions: [
      'words.vtt captions/0002.en.vtt clips/0002.mp4',
      'a.de.vtt captions/0001.de.vtt clips/0001.mp4',
      'b.vtt captions/0002.und.vtt clips/0002.mp4',
    ],
    missing: undefined,
  })
  expect(planned([{ path: 'words.vtt', clip: 'c.mp4', language: 'en' }]).missing).toBe('captions[0].clip')
  expect(planned([{ path: 'words.vtt' }]).missing).toBe('captions[0].clip')
  expect(planned([{ path: 'a.de.vtt' }]).missing).toBeUndefined()
})
