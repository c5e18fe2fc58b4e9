import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import { isClockTime } from '../../main/core/clock-time.ts'
import { hiddenJsonFault } from '../../main/core/json-text.ts'
import { parseCaseDraft } from '../../main/verify/case-draft.ts'
import { sealFolder } from '../../main/verify/seal-folder.ts'
import { sealedAt } from '../support/make-bundle.ts'
import { identityOf, makeCertificate, makeOffice, rsaKey } from '../support/pki.ts'

const office = makeOffice()
const work = mkdtempSync(join(tmpdir(), 'asservat-refusals-'))
const folder = join(work, 'Fall')
const out = join(work, 'out.asice')
mkdirSync(join(folder, '.trash'), { recursive: true })
writeFileSync(join(folder, 'a.mp4'), 'clip')
writeFileSync(join(folder, '.hidden.mp4'), 'hidden')
writeFileSync(join(folder, '.trash', 'b.mp4'), 'hidden')
symlinkSync(join(folder, 'a.mp4'), join(folder, 'link.mp4'))

afterAll(() => rmSync(work, { recursive: true, force: true }))

function sealed(caseFile: string, identity = office.identity) {
  return sealFolder({ folder, caseFile: utf8(caseFile), identity, out, now: sealedAt })
}

const day = (startedAt: string): string => `{"clips":[{"path":"a.mp4","startedAt":"${startedAt}"}]}`

test.each([
  ['{"foo":1}', 'foo'],
  ['{"clips":[{"path":"a.mp4","colour":"red"}]}', 'clips[0].colour'],
  ['{"clips":[{"path":"a.mp4","device":{"id":"1","owner":"x"}}]}', 'clips[0].device.owner'],
  ['{"custody":[{"at":"2026-01-01","by":"1","act":"x","place":"y"}]}', 'custody[0].place'],
  ['{"format":"other-bundle/7"}', 'format'],
  ['{"bundleId":"../7"}', 'bundleId'],
  ['{"bundleId":"5B0F6C1E-52B7-4F6A-9D0E-7A1B2C3D4E5F"}', 'bundleId'],
  [day('2026-02-30T10:00:00Z'), 'clips[0].startedAt'],
  [day('2026-02-20T24:00:00Z'), 'clips[0].startedAt'],
  ['{"custody":[{"at":"2026-02-30T10:00:00Z","by":"1","act":"x"}]}', 'custody[0].at'],
  ['{"case":"1","case":"2"}', 'case (2 ×)'],
  ['{"case":{"title":"\\ud800"}}', 'Unicode'],
  ['{"clips":[{"path":"a.mp4","file":"b.mp4"}]}', 'clips[0].path'],
  ['{"clips":[{"path":"a.mp4","size":5}]}', 'clips[0].size'],
  [`{"clips":[{"path":"a.mp4","sha256":"${'0'.repeat(64)}"}]}`, 'clips[0].sha256'],
])('%s is refused by the name of what is wrong', async (caseFile, field) => {
  const failure = { code: 'seal.caseFile', name: 'case.json', field }
  expect(await sealed(caseFile)).toEqual({ ok: false, failure })
  expect(readdirSync(work)).toEqual(['Fall'])
})

test('what lies in the folder and is not sealed is named', async () => {
  const claim = '{"format":"asservat-bundle/1","clips":[{"path":"a.mp4","size":4}]}'
  expect(await sealed(claim)).toMatchObject({
    ok: true,
    value: { clips: 1, leftOut: ['.hidden.mp4', '.trash/b.mp4', 'link.mp4'] },
  })
  rmSync(out)
})

test.each([
  ['a short RSA key', { key: rsaKey(1024) }, { code: 'key.unsupported', algorithm: 'RSA 1024' }],
  [
    'an expired certificate',
    { to: new Date('2024-06-30T00:00:00Z') },
    { code: 'key.expired', until: '2024-06-30' },
  ],
  [
    'a certificate of the future',
    { from: new Date('2049-01-01T00:00:00Z') },
    { code: 'key.notYetValid', from: '2049-01-01' },
  ],
  ['a key for agreeing on keys', { usage: [4] }, { code: 'key.notForSigning' }],
])('%s seals nothing', async (_, order, failure) => {
  const holder = makeCertificate({ name: 'Gerät 1', issuer: office.root, ...order })
  expect(await sealed('{}', identityOf(holder))).toMatchObject({ ok: false, failure })
  expect(readdirSync(work)).toEqual(['Fall'])
})

test('a name that stands twice is found at any depth, and the same name in two objects is none', () => {
  const fault = (json: string) => hiddenJsonFault(json)?.name
  expect(fault('{"a":[{"b":1,"c":{"b":2,"b":3}}]}')).toBe('b')
  expect(fault('{"a":{"x":1},"b":{"x":1},"c":["x","x",":"]}')).toBeUndefined()
  expect(fault('{"a":1,"\\u0061":2}')).toBe('a')
  expect(parseCaseDraft(utf8('{"case":{"title":"a:\\"b\\"{"}}')).ok).toBe(true)
})

test('a clock time is one that the calendar has', () => {
  const times = [
    '2024-02-29T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2025-01-01T10:00+01:00',
    '2025-13-01T00:00Z',
  ]
  expect(times.filter(isClockTime)).toEqual(['2024-02-29T00:00:00Z', '2025-01-01T10:00+01:00'])
})
