import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runPlainVerb } from '../../main/cli.ts'
import { identityFrom } from '../../main/cli/identity-from.ts'
import { root } from '../support/checkout.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened } from '../support/ledger-case.ts'

const sample = join(root, 'resources', 'sample')
const key = ['--key', join(sample, 'reviewer.p12'), '--pass-file', join(sample, 'reviewer.pass')]
const newHome = () => mkdtempSync(join(tmpdir(), 'home-'))
const [home, elsewhere] = [newHome(), newHome()]
const caseId = '22222222-7d0a-4c57-9d5e-2f1f8f2f8a22'
let [first, second] = ['', '']

beforeAll(async () => {
  const identity = await identityFrom(join(sample, 'reviewer.p12'), join(sample, 'reviewer.pass'))
  if (!identity.ok) throw new Error(identity.failure.code)
  first = newFile()
  second = newFile()
  const here = await opened(first, { identity: identity.value })
  here.annotate(annotationOf('Griff zum Gürtel'))
  here.notePersonally(annotationOf('Nur für mich'))
  await here.close()
  const there = await opened(second, { identity: identity.value, caseId })
  there.annotate(annotationOf('Person tritt heran', 15, 30))
  await there.close()
})

const asservat = (...words: readonly string[]) => asservatAt(home, words)

async function asservatAt(place: string, words: readonly string[]) {
  const said: string[] = []
  const streams = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line) }
  const trust = ['--trust', join(sample, 'trust'), '--home', place]
  const code = await runPlainVerb(
    root,
    ['ledger', ...words, ...(words[0] === 'extract' ? [] : trust)],
    streams,
  )
  return { code, said }
}

test('hand over, take in, compare, countersign: all by file and on the command line', async () => {
  const packed = newFile('paket.asice')
  expect((await asservat('export', first, '--out', packed, ...key)).code).toBe(0)
  expect((await asservat('import', second, packed, ...key)).code).toBe(0)
  const again = await asservat('import', second, packed, ...key)
  expect([again.code, again.said[0]]).toEqual([3, expect.stringContaining('paket.asice')])
  const chains = await asservat('chains', second, '--json', ...key)
  const [chain] = JSON.parse(chains.said[0] ?? '') as { readonly chain: string }[]
  expect(chain).toMatchObject({ chain: 'asservat/findings/0b8a6a0e-7d0a-4c57-9d5e-2f1f8f2f8a11' })
  const name = chain?.chain ?? ''
  const compared = await asservat('compare', second, '--chain', name, '--json', ...key)
  expect(JSON.parse(compared.said[0] ?? '')).toMatchObject({
    agreed: [{ shared: [15, 20] }],
    clips: [{ runs: [{ to: 14, state: 'onlySecond' }, { state: 'agreed' }, { to: 30, state: 'onlyFirst' }] }],
  })
  const words = ['--chain', name, '--entry', '2', '--dissent', '--text', 'Die Hand liegt schon dort.']
  expect((await asservat('countersign', second, ...words, ...key)).code).toBe(0)
  expect((await asservat('countersign', second, ...words, '--assent', ...key)).code).toBe(3)
  expect((await asservat('verify', second)).said[0]).toContain('TOTAL-PASSED')
})

test('who goes on with a copy of the case is caught by the next package', async () => {
  const copy = newFile()
  copyFileSync(first, copy)
  const [one, two] = [newFile('eins.asice'), newFile('zwei.asice')]
  expect((await asservat('export', first, '--out', one, ...key)).code).toBe(0)
  // This workstation knows the older copy for what it is; another one does not.
  expect((await asservat('export', copy, '--out', two, ...key)).code).toBe(3)
  expect((await asservatAt(elsewhere, ['export', copy, '--out', two, ...key])).code).toBe(0)
  expect((await asservat('import', second, one, ...key)).code).toBe(0)
  const alarm = await asservat('import', second, two, '--json', ...key)
  expect([alarm.code, JSON.parse(alarm.said[0] ?? '')]).toEqual([
    1,
    expect.objectContaining({ alarm: 'fork' }),
  ])
})

test('an extract needs no key, and verify judges it', async () => {
  const out = newFile('auszug.jsonl')
  expect((await asservat('extract', first, '--entries', '2', '--out', out)).code).toBe(0)
  expect(readFileSync(out, 'utf8')).not.toContain('Nur für mich')
  const { code, said } = await asservat('verify', out)
  expect([code, said[0]]).toEqual([0, expect.stringContaining('TOTAL-PASSED')])
  const checker = join(import.meta.dirname, '../support/ledger-checker.mjs')
  expect(spawnSync(process.execPath, [checker, out]).status).toBe(0)
})
