import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { asservat, inShort, reasons, sealTo, verify } from './command-line.ts'
import { Office, scratch } from './office.ts'

const work = scratch('words')
const office = new Office(join(work, 'office'))
const at = (name: string): string => join(work, name)
let trusted: string[] = []

function sealed(name: string, identity: readonly string[]): void {
  sealTo(at(name), at('evidence'), at('case.json'), identity)
}

beforeAll(() => {
  office.root('root')
  office.root('stranger')
  office.leaf('device')
  office.leaf('foreign', { issuer: 'stranger' })
  mkdirSync(at('evidence'))
  writeFileSync(at('evidence/note.txt'), 'Notiz\n')
  writeFileSync(at('case.json'), '{}')
  sealed('good', office.identity('device'))
  sealed('unsure', office.identity('foreign', ['stranger']))
  const bytes = readFileSync(at('good'))
  bytes.write('n', bytes.indexOf('Notiz'))
  writeFileSync(at('bad'), bytes)
  const crl = office.crl('root')
  const folder = office.trust('trust', { 'root.pem': readFileSync(office.path('root.pem')), 'root.crl': crl })
  trusted = ['--trust', folder]
})

test.each([
  [0, ['good']],
  [0, ['good', 'good']],
  [1, ['bad']],
  [2, ['unsure']],
  [3, ['none']],
  [1, ['good', 'none', 'unsure', 'bad']],
  [1, ['bad', 'none']],
  [3, ['unsure', 'none', 'good']],
  [2, ['good', 'unsure', 'good']],
])('exit code %i for %j', (code, files) => {
  expect(asservat('verify', ...files.map(at), ...trusted)).toMatchObject({ code })
})

test('stdout holds one line of JSON a file and nothing else, in the order asked', () => {
  const { out, err } = asservat('verify', '--json', ...['bad', 'good', 'unsure'].map(at), ...trusted)
  expect(err).toBe('')
  expect(out.split('\n').map((line) => line.slice(0, 9))).toEqual(['{"file":"', '{"file":"', '{"file":"', ''])
  expect(verify(['bad', 'good', 'unsure'].map(at), ...trusted).map(inShort)).toEqual([
    'bad TOTAL-FAILED HASH_FAILURE failed',
    'good TOTAL-PASSED - passed',
    'unsure INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND passed',
  ])
})

test('a good line names every file with its size, and the one signer with claimed but no proven time', () => {
  const [line] = verify([at('good')], ...trusted)
  const [note] = line?.files ?? []
  expect(note).toMatchObject({ path: 'files/0001.txt', size: 6, covered: true, state: 'ok' })
  expect(line?.files.filter(({ state }) => state !== 'ok')).toEqual([])
  const fingerprint = office.openssl('x509', '-in', 'device.pem', '-noout', '-fingerprint', '-sha256')
  const [signer, ...others] = line?.signers ?? []
  expect(others).toEqual([])
  expect(signer).toMatchObject({
    subject: 'C=DE, O=Prüfamt, CN=device',
    sha256: fingerprint.trim().replace(/.*=/, '').replaceAll(':', '').toLowerCase(),
    provenTime: null,
    verdict: 'TOTAL-PASSED',
  })
  expect(Math.abs(Date.parse(signer?.claimedTime ?? '') - Date.now())).toBeLessThan(10 * 60_000)
})

test('words that mean nothing end with 3, say so on stderr, and leave stdout empty', () => {
  const wrong = [['verify'], ['verify', '--trust'], ['verify', '--sic', at('good')], ['seal', at('evidence')]]
  const endings = wrong.map((words) => asservat(...words))
  expect(endings.map(({ code, out, err }) => [code, out, err.length > 0])).toEqual(
    wrong.map(() => [3, '', true]),
  )
  expect(asservat('frames', at('good'), at('good')).code).toBe(3)
  expect(asservat('verify', at('good'), '--trust', at('none')).code).toBe(3)
})

test('names with umlauts, blanks and # are files like others', () => {
  copyFileSync(at('good'), at('Übergabe 1#2.asice'))
  expect(verify([at('Übergabe 1#2.asice')], ...trusted).map(({ verdict }) => verdict)).toEqual([
    'TOTAL-PASSED',
  ])
})

/** CMS as openssl makes it over note.txt. */
function signed(name: string, ...words: readonly string[]): string {
  const form = ['-binary', '-outform', 'DER', '-in', at('evidence/note.txt'), '-out', at(name)]
  office.openssl('cms', '-sign', '-signer', 'device.pem', '-inkey', 'device.key', ...form, ...words)
  return at(name)
}

test('bare signatures of openssl: found content, given content, other content, none, without CAdES', () => {
  copyFileSync(at('evidence/note.txt'), at('note.txt'))
  const beside = signed('note.txt.p7s', '-cades')
  const lonely = signed('lonely.p7s', '-cades')
  const plain = signed('plain.p7s')
  const inside = signed('inside.p7m', '-cades', '-nodetach')
  const given = (file: string): string[] => [...trusted, '--content', at(file)]
  const lines = [
    verify([beside, inside, lonely], ...trusted),
    verify([lonely], ...given('note.txt')),
    verify([lonely], ...given('case.json')),
    verify([plain], ...given('note.txt')),
  ].flat()
  expect(lines.map(inShort)).toEqual([
    'note.txt.p7s TOTAL-PASSED - passed',
    'inside.p7m TOTAL-PASSED - passed',
    'lonely.p7s INDETERMINATE SIGNED_DATA_NOT_FOUND notChecked',
    'lonely.p7s TOTAL-PASSED - passed',
    'lonely.p7s TOTAL-FAILED HASH_FAILURE failed',
    'plain.p7s INDETERMINATE SIG_CONSTRAINTS_FAILURE passed',
  ])
  expect(lines.slice(-1).map(reasons)).toEqual([['attributes.noCertificateHash']])
})

test('the passphrase of a key file is never among the words of the command line', () => {
  const { code, err } = asservat('seal', at('evidence'), '--case', at('case.json'), '--passphrase', 'x')
  expect([code, err]).toEqual([3, expect.stringContaining('--passphrase')])
})
