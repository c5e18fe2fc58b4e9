import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { proofOf } from '../../main/core/report/what-is-proved.ts'
import { noTrust } from '../../main/crypto/trust.ts'
import { judgeReportPdf } from '../../main/report/judge-report.ts'
import { root } from '../support/checkout.ts'
import { madeReport } from '../support/made-report.ts'
import { makeReportIdentity } from '../support/report-identity.ts'
import { bundleFacts } from '../support/report-facts.ts'

const reviewer = makeReportIdentity('ec')
let pdf = new Uint8Array()

beforeAll(async () => {
  pdf = Uint8Array.from((await madeReport(reviewer)).pdf)
})

async function codes(bytes: Uint8Array, trust = reviewer.trust) {
  const { kind, proved, by, open } = proofOf(
    await judgeReportPdf(bytes, { trust, now: new Date(), name: 'report.pdf' }),
  )
  return {
    kind,
    proved: proved.map(({ code }) => code),
    by: by.map(({ code }) => code),
    open: open.map(({ code }) => code),
  }
}

test('a report by a known person proves itself, whose it is, and neither its time nor that it is right', async () => {
  expect(await codes(pdf)).toEqual({
    kind: 'report',
    proved: ['unaltered', 'agreement'],
    by: ['signer'],
    open: ['timeClaimed', 'statements'],
  })
})

test('by an unknown person it proves itself and nothing of that person', async () => {
  expect(await codes(pdf, noTrust())).toEqual({
    kind: 'report',
    proved: ['unaltered', 'agreement'],
    by: ['signerUnknown'],
    open: ['signerOpen', 'timeClaimed', 'revocationUnknown', 'statements'],
  })
})

test('a changed report proves nothing', async () => {
  const changed = Uint8Array.from(pdf)
  changed[5000] = (changed[5000] ?? 0) ^ 1
  const { proved, open } = await codes(changed)
  expect([proved, open.includes('altered')]).toEqual([[], true])
})

test('an intact bundle says how many files are covered, and never that its content is true', () => {
  const { kind, open } = proofOf({ ...bundleFacts(), sample: false })
  expect([kind, open.at(-1)?.code]).toEqual(['bundle', 'truth'])
})

test('every sentence has words in both languages', () => {
  const source = ['what-is-proved.ts', 'what-a-ledger-proves.ts']
    .map((name) => readFileSync(join(root, 'main', 'core', 'report', name), 'utf8'))
    .join('\n')
  const used = [...source.matchAll(/line\(\s*(?:(?:known|sure) \? )?'(\w+)'(?: : '(\w+)')?/g)].flatMap(
    ([, a, b]) => [a, b],
  )
  const wanted = new Set([
    ...used.filter((code) => code !== undefined),
    'statements',
    'truth',
    'sample',
    'hidden',
    'chain',
  ])
  for (const language of ['de', 'en']) {
    const text = JSON.parse(readFileSync(join(root, 'resources', 'locales', `${language}.json`), 'utf8')) as {
      readonly proof: { readonly line: Readonly<Record<string, string>> }
    }
    const said = Object.keys(text.proof.line).map((key) => key.replace(/_(?:one|other)$/, ''))
    expect([...new Set(said)].sort()).toEqual([...wanted].sort())
  }
})
