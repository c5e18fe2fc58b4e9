import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { printCanonical, type Json } from '../../main/core/canonical.ts'
import { takeExtract, type ExtractOrder } from '../../main/exchange/take-extract.ts'
import { verifyExtractFile } from '../../main/ledger/verify-extract-file.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened, trustingPorts } from '../support/ledger-case.ts'
import { nativeBinding } from '../support/ledger-identity.ts'

const checker = join(import.meta.dirname, '../support/ledger-checker.mjs')
let file = ''

beforeAll(async () => {
  file = newFile()
  const first = await opened(file)
  for (let i = 2; i <= 4; i++) first.annotate(annotationOf(`Eintrag ${i}`))
  first.notePersonally(annotationOf('Nur für mich'))
  await first.close()
  const second = await opened(file)
  second.annotate(annotationOf('Eintrag 8'))
  await second.close()
})

function extractOf(order: Partial<ExtractOrder>): string {
  const taken = takeExtract(file, { entries: 'all', withheld: [], ...order }, nativeBinding)
  if (!taken.ok) throw new Error(taken.failure.code)
  return taken.value
}

/** The extract with some members of one entry changed. */
function withRow(text: string, seq: number, change: Readonly<Record<string, Json>>): string {
  const lines = text.slice(0, -1).split('\n')
  const altered = lines.map((line) => {
    const row = JSON.parse(line) as Record<string, Json>
    return row['seq'] === seq ? printCanonical({ ...row, ...change }) : line
  })
  return `${altered.join('\n')}\n`
}

/** The program's judgement and the stand-alone checker's, side by side. */
function judgedTwice(text: string) {
  const path = newFile('extract.jsonl')
  writeFileSync(path, text)
  const run = spawnSync(process.execPath, [checker, path], { encoding: 'utf8' })
  const other = JSON.parse(run.stdout) as Record<string, unknown>
  const { verdict, entries, firstBad, findings } = verifyExtractFile(
    path,
    Buffer.from(text),
    trustingPorts(),
    nativeBinding,
  )
  const told = findings.flatMap(({ state, reason }) => (state === 'passed' ? [] : [reason]))
  return { verdict, entries, firstBad, told, other: [other['entries'], other['firstBad']] }
}

test('single entries are proved to belong, with the grants of their sessions', () => {
  expect(judgedTwice(extractOf({ entries: [3, 8] }))).toEqual({
    verdict: 'TOTAL-PASSED',
    entries: 4,
    firstBad: null,
    told: ['extractPartial'],
    other: [4, null],
  })
})

test('of the whole ledger nothing is missing but what personal notes say', () => {
  const text = extractOf({})
  expect([text.includes('Nur für mich'), judgedTwice(text)]).toEqual([
    false,
    {
      verdict: 'TOTAL-PASSED',
      entries: 8,
      firstBad: null,
      told: ['withheldAsPersonal'],
      other: [8, null],
    },
  ])
})

test('content that stays behind is told, and is not taken for a personal note', () => {
  const text = extractOf({ withheld: [3] })
  expect([text.includes('Eintrag 3'), judgedTwice(text).told]).toEqual([
    false,
    ['withheldFromCopy', 'withheldAsPersonal'],
  ])
})

describe('what was changed is named by both', () => {
  test.for<[string, (text: string) => string, number, string]>([
    ['a word', (text) => text.replace('Eintrag 3', 'Eintrag 9'), 3, 'payloadChanged'],
    ['the size of the tree', (text) => text.replace('"size":8', '"size":9'), 1, 'notIncluded'],
    [
      'another entry in its place',
      (text) => text.replace(/"seq":3,"signature"/, '"seq":4,"signature"'),
      4,
      'entryMalformed',
    ],
    [
      'a content that is gone for no reason',
      (text) => withRow(text, 3, { data: null, salt: null, state: 'missing' }),
      3,
      'payloadMissing',
    ],
  ])('%s', ([, change, entry, reason]) => {
    const text = extractOf({ entries: [3] })
    const altered = change(text)
    expect(altered).not.toBe(text)
    const twice = judgedTwice(altered)
    expect([twice.verdict, twice.firstBad, twice.told.includes(reason), twice.other[1]]).toEqual([
      'TOTAL-FAILED',
      entry,
      true,
      entry,
    ])
  })
})

test('an entry that is not there cannot be taken out', () => {
  expect(takeExtract(file, { entries: [99], withheld: [] }, nativeBinding)).toEqual({
    ok: false,
    failure: { code: 'exchange.unknownEntry', entry: 99 },
  })
})
