import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { asUser, folderForUser, noSandboxReason } from '../../support/launch-app.ts'
import { stagedApplication } from '../../support/staged-application.ts'
import { startDisplay } from '../../support/virtual-display.ts'
import { asservat, inShort, reasons, run, runWith, sealTo, verify, type Ending } from './command-line.ts'
import { recordClip } from './evidence-folder.ts'
import { ledgerAttacks } from './ledger-attacks.ts'
import { Office, rsa } from './office.ts'
import { pdfAttacks } from './pdf-attacks.ts'
import { stockComplaints, unzipped } from './stock-judges.ts'

const work = folderForUser('review')
const office = new Office(join(work, 'office'))
const at = (name: string): string => join(work, name)
const left = folderForUser('reviewed')
const ours = (name: string): string => join(left, 'result', name)
let trusted: string[] = []
let ending: Ending

beforeAll(async () => {
  if (noSandboxReason !== undefined) return
  office.root('root')
  office.leaf('device')
  office.leaf('reviewer', { key: rsa(3072) })
  mkdirSync(at('evidence'))
  recordClip(at('evidence/a.mp4'))
  writeFileSync(at('case.json'), '{"case":{"fileNumber":"1 Js 2/26","incident":"V 1"}}')
  sealTo(at('bundle.asice'), at('evidence'), at('case.json'), office.identity('device'))
  const files = { 'root.pem': readFileSync(office.path('root.pem')), 'root.crl': office.crl('root') }
  trusted = ['--trust', office.trust('trust', files)]
  const asked = ['review', at('bundle.asice'), '--out', join(left, 'result'), ...office.identity('reviewer')]
  run('chmod', ['-R', 'a+rX', work])
  mkdirSync(at('nss'))
  const store = ['-d', `sql:${at('nss')}`]
  run('certutil', ['-N', ...store, '--empty-password'])
  run('certutil', ['-A', ...store, '-n', 'root', '-t', 'CT,CT,CT', '-i', office.path('root.pem')])
  ending = await reviewed([...asked, ...trusted])
}, 120_000)

/** The application as a user without privileges has it, sandbox on; what it leaves is read from `left`. */
async function reviewed(words: readonly string[]): Promise<Ending> {
  const [program = '', ...before] = asUser
  const { electron, folder } = stagedApplication(asUser)
  const display = await startDisplay(asUser)
  const env = { PATH: process.env['PATH'] ?? '', HOME: left, TMPDIR: left, DISPLAY: display.name }
  try {
    return runWith(env, program, [...before, electron, folder, ...words])
  } finally {
    display.stop()
  }
}

beforeEach(({ skip }) => {
  if (noSandboxReason !== undefined) skip(noSandboxReason)
})

test('review leaves report and ledger, and ends with 0', () => {
  expect(ending.err).not.toContain('Error')
  expect(ending.code).toBe(0)
  const lines = verify([ours('report.pdf'), ours('report.asice')], ...trusted)
  expect(lines.map(inShort)).toEqual([
    'report.pdf TOTAL-PASSED - passed',
    'report.asice TOTAL-PASSED - passed',
  ])
  expect(asservat('ledger', 'verify', ours('findings.ledger'), ...trusted).code).toBe(0)
  const untrusted = verify([ours('report.pdf'), ours('report.asice')])
  expect(untrusted.map(({ verdict, subIndication }) => [verdict, subIndication])).toEqual([
    ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
    ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
  ])
})

test('pdfsig, qpdf, pdfdetach, unzip and openssl accept report and container', () => {
  expect(pdfsigSays(ours('report.pdf'))).toEqual([
    'Total document signed',
    'Signature Validation: Signature is Valid.',
    'Certificate Validation: Certificate is Trusted.',
  ])
  expect(run('qpdf', ['--check', ours('report.pdf')]).code).toBe(0)
  expect(stockComplaints(ours('report.asice'), office.path('root.pem'))).toEqual([])
  expect(unzipped(ours('report.asice'), 'report.pdf').equals(readFileSync(ours('report.pdf')))).toBe(true)
  run('pdfdetach', ['-saveall', '-o', at('attached'), ours('report.pdf')])
  const listed = run('pdfdetach', ['-list', ours('report.pdf')]).out
  const names = [...listed.matchAll(/^\d+: (.*)$/gm)].map(([, name = '']) => name)
  expect(names).toEqual(expect.arrayContaining(['annotations.jsonld', 'checkpoint.txt', 'ledger.jsonl']))
  const [same, other] = names.map((name) => unzipped(ours('report.asice'), name)).slice(0, 2)
  expect([same?.length === 0, other?.length === 0]).toEqual([false, false])
})

test('the report binds the bundle that was reviewed', () => {
  const digest = run('sh', [
    '-c',
    'unzip -p "$0" META-INF/ASiCManifest001.xml | sha256sum | cut -c1-64',
    at('bundle.asice'),
  ])
  const report = JSON.parse(unzipped(ours('report.asice'), 'report.json').toString('utf8')) as unknown
  expect(report).toMatchObject({
    format: 'asservat-report/1',
    inputs: [{ manifestSha256: digest.out.trim() }],
  })
})

/** The lines of pdfsig that judge; its exit code says nothing. */
function pdfsigSays(file: string): string[] {
  return run('pdfsig', ['-nssdir', `sql:${at('nss')}`, file])
    .out.split('\n')
    .map((line) => line.replace(/^\s*- /, ''))
    .filter((line) => /document signed|Validation:/.test(line))
}

test.each(['de', 'en'])('every command of the page CHECK.%s.md works on plain tools', (language) => {
  const folder = at(`check-${language}`)
  mkdirSync(folder)
  const page = unzipped(ours('report.asice'), `CHECK.${language}.md`).toString('utf8')
  const steps = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, step = '']) => step)
  writeFileSync(join(folder, 'report.asice'), readFileSync(ours('report.asice')))
  writeFileSync(join(folder, 'root.pem'), readFileSync(office.path('root.pem')))
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, BUNDLE: at('bundle.asice') }
  const codes = steps.map((step) => runWith(env, 'bash', ['-ec', step], folder).code)
  expect(codes).toEqual(Array.from({ length: 6 }, () => 0))
})

test('every altered report is refused, also where pdfsig still says valid', () => {
  const pdf = readFileSync(ours('report.pdf'))
  const attacks = Object.entries(pdfAttacks(pdf))
  const files = attacks.map(([name, bytes]) => {
    writeFileSync(at(`${name}.pdf`), bytes)
    return at(`${name}.pdf`)
  })
  const lines = verify(files, ...trusted)
  expect(lines.map(({ verdict, cryptography }) => [verdict, cryptography])).toEqual(
    attacks.map(() => ['TOTAL-FAILED', 'failed']),
  )
  expect(lines.filter((line) => reasons(line).length === 0)).toEqual([])
  const stillValid = attacks.filter(([name]) =>
    pdfsigSays(at(`${name}.pdf`)).includes('Signature Validation: Signature is Valid.'),
  )
  expect(stillValid.map(([name]) => name)).toEqual(
    expect.arrayContaining(['appended', 'end-repeated', 'padding', 'incremental-update']),
  )
})

const ledgerLine = z.looseObject({
  verdict: z.string(),
  subIndication: z.string().nullable(),
  cryptography: z.string(),
  firstBad: z.int().nullable(),
  entries: z.int(),
  findings: z.array(
    z.looseObject({ state: z.string(), reason: z.string().optional(), entry: z.int().optional() }),
  ),
})

function judgeLedger(file: string): { code: number | null; line: z.infer<typeof ledgerLine> } {
  const { code, out: said } = asservat('ledger', 'verify', file, '--json', ...trusted)
  return { code, line: ledgerLine.parse(JSON.parse(said)) }
}

test.each(ledgerAttacks)(
  'a ledger with $what: it is found out at its place',
  ({ sql, reason, entry, keepsTriggers }) => {
    const file = at('attacked.ledger')
    writeFileSync(file, readFileSync(ours('findings.ledger')))
    const length = Number(run('sqlite3', [file, 'select max(seq) from entry']).out)
    sqlite(file, sql, keepsTriggers ?? true)
    const { code, line } = judgeLedger(file)
    expect([code, line.verdict, line.cryptography]).toEqual([1, 'TOTAL-FAILED', 'failed'])
    expect(line.findings).toContainEqual(
      expect.objectContaining({ state: 'failed', reason, entry: entry ?? length + 1 }),
    )
  },
)

/** Runs SQL with the triggers taken away, and puts them back, so that nothing but the attack is left. */
function sqlite(file: string, sql: string, restore: boolean): void {
  const ask = (query: string): string => run('sqlite3', [file, query]).out
  const drops = ask("select 'drop trigger ' || name || ';' from sqlite_schema where type='trigger'")
  const makes = ask("select sql || ';' from sqlite_schema where type='trigger'")
  const script = ['pragma foreign_keys=off;', drops, sql, restore ? makes : ''].join('\n')
  expect(run('sqlite3', [file, script])).toMatchObject({ code: 0, err: '' })
}

test('a copy, a vacuumed and an untouched ledger are as good as before', () => {
  const copy = at('copy.ledger')
  writeFileSync(copy, readFileSync(ours('findings.ledger')))
  expect(judgeLedger(copy)).toMatchObject({ code: 0, line: { verdict: 'TOTAL-PASSED', firstBad: null } })
  sqlite(copy, 'select 1;', true)
  run('sqlite3', [copy, 'vacuum'])
  expect(judgeLedger(copy)).toMatchObject({ code: 0, line: { verdict: 'TOTAL-PASSED', firstBad: null } })
})

test('what is no ledger gets a verdict all the same', () => {
  writeFileSync(at('empty'), '')
  writeFileSync(at('noise'), Buffer.alloc(5000, 0xa5))
  writeFileSync(at('short'), readFileSync(ours('findings.ledger')).subarray(0, 20_000))
  run('sqlite3', [at('other.db'), 'create table a(b)'])
  const files = [...['empty', 'noise', 'short', 'other.db'].map(at), ours('report.pdf')]
  expect(files.map((file) => judgeLedger(file).line.subIndication)).toEqual(files.map(() => 'FORMAT_FAILURE'))
  expect(asservat('ledger', 'verify', at('none'))).toMatchObject({ code: 3, out: '' })
})
