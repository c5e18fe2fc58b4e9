import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { asservat, inShort, verify } from './command-line.ts'
import { untidyFolder } from './evidence-folder.ts'
import { Office, p384, rsa, scratch } from './office.ts'
import { stockComplaints, unzipped } from './stock-judges.ts'

const work = scratch('sealing')
const office = new Office(join(work, 'office'))
const folder = join(work, 'evidence')
const caseFile = join(work, 'case.json')
let device: readonly string[] = []

function seal(name: string, identity: readonly string[], written = caseFile): string {
  const out = join(work, name)
  const ended = asservat('seal', folder, '--case', written, ...identity, '--out', out)
  expect(ended).toMatchObject({ code: 0, err: '' })
  return out
}

/** What `seal` answers when it must not seal: its code, its sentence, and that nothing was left behind. */
function refusal(words: readonly string[]): { code: number | null; said: string } {
  const out = join(work, 'refused.asice')
  const { code, out: stdout, err } = asservat('seal', ...words, '--out', out)
  expect([stdout, existsSync(out)]).toEqual(['', false])
  return { code, said: err }
}

beforeAll(() => {
  office.root('root')
  office.leaf('device')
  device = office.identity('device')
  untidyFolder(folder)
  writeFileSync(
    caseFile,
    JSON.stringify({
      case: { fileNumber: '123 Js 45/26', office: 'Staatsanwaltschaft Köln' },
      exhibit: 'Asservat 7',
      clips: [{ originalName: 'CON.mp4', startedAt: '2026-11-20T10:00:00+01:00', device: { id: 'BC-1' } }],
      custody: [{ at: '2026-11-20T12:00:00+01:00', by: 'Sicherungsstelle 1', act: 'übernommen' }],
    }),
  )
})

test('keys and key files as offices have them seal bundles that stock tools accept', () => {
  office.leaf('p384', { key: p384 })
  office.leaf('rsa3072', { key: rsa(3072) })
  const old = ['-legacy']
  const triple = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']
  const identities = [
    office.identity('device'),
    office.identity('device', ['root'], old),
    office.identity('device', ['root'], triple),
    office.identity('p384'),
    office.identity('rsa3072'),
    office.identity('rsa3072', ['root'], old),
  ]
  const bundles = identities.map((identity, index) => seal(`key-${index}.asice`, identity))
  const trust = office.trust('trust-keys', {
    'root.pem': readFileSync(office.path('root.pem')),
    'root.crl': office.crl('root'),
  })
  expect(bundles.map((bundle) => stockComplaints(bundle, office.path('root.pem')))).toEqual(
    bundles.map(() => []),
  )
  expect(verify(bundles, '--trust', trust).map(inShort)).toEqual(
    bundles.map((_, index) => `key-${index}.asice TOTAL-PASSED - passed`),
  )
})

const sealedCase = z.looseObject({
  case: z.record(z.string(), z.string()),
  clips: z.array(
    z.looseObject({ path: z.string(), originalName: z.string(), startedAt: z.string().nullable() }),
  ),
  files: z.array(z.looseObject({ path: z.string(), originalName: z.string(), size: z.number() })),
})

test('what people wrote and how the files were called stands in the sealed case.json', () => {
  const bundle = seal('named.asice', device)
  const sealed = sealedCase.parse(JSON.parse(unzipped(bundle, 'case.json').toString('utf8')))
  expect(sealed.case).toMatchObject({ fileNumber: '123 Js 45/26', office: 'Staatsanwaltschaft Köln' })
  expect(sealed.clips.map(({ originalName, startedAt }) => [originalName, startedAt])).toEqual([
    ['CON.mp4', '2026-11-20T10:00:00+01:00'],
    ['Kamera 1 (Größe) #2.mp4', null],
    [`Übersicht Straße/tief/${'x'.repeat(200)}.MP4`, null],
  ])
  expect(sealed.files.map(({ originalName, size }) => [originalName, size])).toEqual([
    ['leer.txt', 0],
    ['Übersicht Straße/tief/Vermerk "a<b>?".txt', 17],
  ])
  const [first] = sealed.clips
  expect(unzipped(bundle, first?.path ?? '')).toEqual(readFileSync(join(folder, 'CON.mp4')))
})

test('an existing bundle is never overwritten', () => {
  const bundle = seal('once.asice', device)
  const before = readFileSync(bundle)
  const again = asservat('seal', folder, '--case', caseFile, ...device, '--out', bundle)
  expect(again).toMatchObject({ code: 3, out: '' })
  expect(readFileSync(bundle).equals(before)).toBe(true)
})

test.each([
  ['wrong passphrase', 'falsch\n'],
  ['empty passphrase', ''],
])('%s: nothing is sealed, and the sentence says so', (_, passphrase) => {
  const [, key = ''] = device
  writeFileSync(join(work, 'wrong.pass'), passphrase)
  const words = [folder, '--case', caseFile, '--key', key, '--pass-file', join(work, 'wrong.pass')]
  const { code, said } = refusal(words)
  expect([code, said.includes('passphrase')]).toEqual([3, true])
})

test.each([
  ['not JSON', '{', 'JSON'],
  ['a list', '[]', 'case.json'],
  ['a clip that is not there', '{"clips":[{"originalName":"fehlt.mp4"}]}', 'clips[0]'],
  ['a clip named twice', '{"clips":[{"originalName":"CON.mp4"},{"originalName":"CON.mp4"}]}', 'clips[1]'],
  [
    'a time without zone',
    '{"clips":[{"originalName":"CON.mp4","startedAt":"2026-11-20 10:00"}]}',
    'clips[0].startedAt',
  ],
  ['a fraction', '{"clips":[{"originalName":"CON.mp4","clockOffsetMs":1.5}]}', 'clips[0].clockOffsetMs'],
  ['custody in one word', '{"custody":"Tresor"}', 'custody'],
])('case.json with %s is refused by the name of its field', (_, content, field) => {
  const written = join(work, 'bad.json')
  writeFileSync(written, content)
  const words = [folder, '--case', written, ...device]
  const { code, said } = refusal(words)
  expect([code, said.includes(`“${field}”`)]).toEqual([3, true])
})

test('what is missing is named: folder, case file, key, an empty folder, a word left out', () => {
  const identity = device
  const empty = join(work, 'empty')
  mkdirSync(empty)
  const none = join(work, 'none')
  expect([
    refusal([none, '--case', caseFile, ...identity]).code,
    refusal([folder, '--case', none, ...identity]).code,
    refusal([folder, '--case', caseFile, '--key', none, '--pass-file', none]).code,
    refusal([empty, '--case', caseFile, ...identity]).code,
    refusal([folder, '--case', caseFile, '--key', caseFile]).code,
  ]).toEqual([3, 3, 3, 3, 3])
})
