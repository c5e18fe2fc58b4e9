import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { inShort, reasons, sealTo, verify } from './command-line.ts'
import { recordClip } from './evidence-folder.ts'
import { Office, scratch } from './office.ts'
import { manifestName, signatureName, stockComplaints } from './stock-judges.ts'
import { entriesOf, zipOf, type WrittenEntry, type ZipEntry } from './zip-surgery.ts'

const work = scratch('tampering')
const office = new Office(join(work, 'office'))
const bundle = join(work, 'good.asice')
const clip = 'clips/0001.mp4'
const list = `${clip}.sha256-256K`
const note = 'files/0001.txt'
let trust = ''
let entries: ZipEntry[] = []

beforeAll(() => {
  office.root('root')
  office.leaf('device')
  const folder = join(work, 'evidence')
  mkdirSync(folder)
  recordClip(join(folder, 'a.mp4'))
  recordClip(join(folder, 'b.mp4'), '-c:v', 'libx264', '-b:v', '9M', '-minrate', '9M', '-pix_fmt', 'yuv420p')
  writeFileSync(join(folder, 'note.txt'), 'Notiz\n')
  writeFileSync(join(work, 'case.json'), '{"case":"1 Js 2/26"}')
  sealTo(bundle, folder, join(work, 'case.json'), office.identity('device'))
  entries = entriesOf(readFileSync(bundle))
  trust = office.trust('trust', {
    'root.pem': readFileSync(office.path('root.pem')),
    'root.crl': office.crl('root'),
  })
})

const dataOf = (name: string): Buffer => entries.find((entry) => entry.name === name)?.data ?? Buffer.alloc(0)
const replaced = (name: string, change: (entry: ZipEntry) => WrittenEntry): WrittenEntry[] =>
  entries.map((entry) => (entry.name === name ? change(entry) : entry))
const without = (...names: string[]): ZipEntry[] => entries.filter(({ name }) => !names.includes(name))
const beforeMeta = (added: WrittenEntry): WrittenEntry[] => [
  ...entries.slice(0, -2),
  added,
  ...entries.slice(-2),
]

function flipped(data: Buffer, at: number): Buffer {
  const copy = Buffer.from(data)
  const place = at < 0 ? copy.length + at : at
  copy.writeUInt8(copy.readUInt8(place) ^ 1, place)
  return copy
}

const flip = (name: string, at: number) => (): Buffer =>
  zipOf(replaced(name, ({ data }) => ({ name, data: flipped(data, at) })))

function swapped(): Buffer {
  const other = 'clips/0002.mp4'
  const partner = new Map([
    [clip, other],
    [other, clip],
  ])
  return zipOf(entries.map(({ name }) => ({ name, data: dataOf(partner.get(name) ?? name) })))
}

/** Writes each attack beside the others and has all judged in one run. */
function judged(
  attacks: Readonly<Record<string, () => Buffer>>,
): { file: string; short: string; why: string[] }[] {
  const files = Object.entries(attacks).map(([name, make]) => {
    writeFileSync(join(work, name), make())
    return join(work, name)
  })
  return verify(files, '--trust', trust).map((line) => ({
    file: line.file,
    short: inShort(line),
    why: reasons(line),
  }))
}

test('written once more, entry by entry, the bundle is the same to the last byte and passes', () => {
  expect(zipOf(entries).equals(readFileSync(bundle))).toBe(true)
  expect(verify([bundle], '--trust', trust).map(inShort)).toEqual(['good.asice TOTAL-PASSED - passed'])
  expect(stockComplaints(bundle, office.path('root.pem'))).toEqual([])
})

/** Attack, sub-indication, one reason that must be told, and what stock tools complain of. */
const contentAttacks: [string, () => Buffer, string, string, string[]][] = [
  ['byte-of-clip', flip(clip, 1000), 'HASH_FAILURE', 'file.changed', [`digest ${clip}`, `chunks ${clip}`]],
  ['byte-of-list', flip(list, 3), 'HASH_FAILURE', 'file.changed', [`digest ${list}`, `chunks ${clip}`]],
  ['byte-of-case', flip('case.json', 20), 'HASH_FAILURE', 'file.changed', ['digest case.json']],
  ['byte-of-note', flip(note, 0), 'HASH_FAILURE', 'file.changed', [`digest ${note}`]],
  ['byte-of-signature', flip(signatureName, -1), 'SIG_CRYPTO_FAILURE', 'signature.wrong', ['signature']],
  [
    'file-added',
    () => zipOf(beforeMeta({ name: 'files/0002.txt', data: Buffer.from('mehr') })),
    'FORMAT_FAILURE',
    'coverage.uncovered',
    ['unlisted files/0002.txt'],
  ],
  ['file-removed', () => zipOf(without(note)), 'FORMAT_FAILURE', 'file.removed', [`digest ${note}`]],
  [
    'file-renamed',
    () => zipOf(replaced(note, ({ data }) => ({ name: 'files/0009.txt', data }))),
    'FORMAT_FAILURE',
    'coverage.uncovered',
    [`digest ${note}`, 'unlisted files/0009.txt'],
  ],
  [
    'clip-cut',
    () => zipOf(replaced(clip, ({ name, data }) => ({ name, data: data.subarray(0, -1) }))),
    'FORMAT_FAILURE',
    'file.changed',
    [`digest ${clip}`, `chunks ${clip}`],
  ],
  [
    'clips-swapped',
    swapped,
    'FORMAT_FAILURE',
    'file.changed',
    [`digest ${clip}`, 'digest clips/0002.mp4', `chunks ${clip}`, 'chunks clips/0002.mp4'],
  ],
]

test('changed content is found by asservat and by stock tools alike', () => {
  const found = judged(Object.fromEntries(contentAttacks.map(([name, make]) => [name, make])))
  const root = office.path('root.pem')
  for (const [index, [name, , subIndication, reason, complaints]] of contentAttacks.entries()) {
    expect(found[index]?.short).toBe(`${name} TOTAL-FAILED ${subIndication} failed`)
    expect(found[index]?.why).toContain(reason)
    expect(stockComplaints(join(work, name), root).toSorted()).toEqual(complaints.toSorted())
  }
})

const traversal = { name: '../evil.txt', data: Buffer.from('x') }
const symlink = {
  name: 'files/0002.txt',
  data: Buffer.from('/etc/passwd'),
  attributes: (0o120777 << 16) >>> 0,
}
const manifestAgain = (): WrittenEntry => ({
  name: 'META-INF/ASiCManifest002.xml',
  data: dataOf(manifestName),
})

test('a container bent in its form is FORMAT_FAILURE, named by what was done to it', () => {
  const zip = readFileSync(bundle)
  const attacks: Record<string, () => Buffer> = {
    appended: () => Buffer.concat([zip, Buffer.from('x')]),
    prepended: () => Buffer.concat([Buffer.from('x'), zip]),
    comment: () => zipOf(entries, 'sic'),
    deflated: () => zipOf(replaced(clip, (entry) => ({ ...entry, deflate: true }))),
    'mimetype-last': () => zipOf([...entries.slice(1), ...entries.slice(0, 1)]),
    'name-twice': () => zipOf(beforeMeta({ name: note, data: Buffer.from('anders') })),
    'name-in-capitals': () => zipOf(beforeMeta({ name: 'Clips/0001.mp4', data: dataOf(clip) })),
    traversal: () => zipOf(beforeMeta(traversal)),
    symlink: () => zipOf(beforeMeta(symlink)),
    'local-name-differs': () => zipOf(replaced(note, (entry) => ({ ...entry, localName: 'files/0009.txt' }))),
    'second-manifest': () => zipOf([...entries, manifestAgain()]),
    'unknown-meta': () => zipOf([...entries, { name: 'META-INF/notes.txt', data: Buffer.from('x') }]),
    'manifest-removed': () => zipOf(without(manifestName)),
    'byte-of-manifest': flip(manifestName, 300),
    'cut-in-half': () => zip.subarray(0, zip.length >> 1),
    'cut-by-one': () => zip.subarray(0, -1),
    empty: () => Buffer.alloc(0),
    text: () => Buffer.from('kein Behälter\n'),
  }
  const found = judged(attacks)
  expect(found.map(({ short }) => short.split(' ').slice(0, 3))).toEqual(
    Object.keys(attacks).map((name) => [name, 'TOTAL-FAILED', 'FORMAT_FAILURE']),
  )
  const named = new Map(found.map(({ short, why }) => [short.split(' ')[0], why]))
  const expected: Record<string, string> = {
    appended: 'container.trailing',
    comment: 'container.comment',
    deflated: 'container.method',
    'mimetype-last': 'container.mimetype',
    'name-twice': 'container.duplicateName',
    'name-in-capitals': 'container.duplicateName',
    traversal: 'container.name',
    symlink: 'container.symlink',
    'local-name-differs': 'container.headersDiffer',
    'second-manifest': 'container.unknownMeta',
    'unknown-meta': 'container.unknownMeta',
    'manifest-removed': 'coverage.uncovered',
    'byte-of-manifest': 'signature.contentChanged',
    'cut-in-half': 'container.cutShort',
    'cut-by-one': 'container.cutShort',
    empty: 'container.notZip',
    text: 'container.notZip',
  }
  const silent = Object.entries(expected).filter(([name, reason]) => !named.get(name)?.includes(reason))
  expect(silent).toEqual([])
})

test('a ZIP that nobody signed and one signed with XAdES are undecided, never passed', () => {
  const xades = Buffer.from('<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"/>')
  const bare = without(manifestName, signatureName)
  const found = judged({
    unsigned: () => zipOf(bare),
    xades: () => zipOf([...bare, { name: 'META-INF/signatures.xml', data: xades }]),
  })
  expect(found.map(({ short, why }) => [short.split(' ').slice(0, 3).join(' '), why])).toEqual([
    ['unsigned INDETERMINATE NO_SIGNATURE_FOUND', ['signature.noneInContainer']],
    ['xades INDETERMINATE SIG_CONSTRAINTS_FAILURE', ['signature.xades']],
  ])
})
