import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EntryFacts } from '../../main/core/ledger/entry-facts.ts'
import { openForWriting } from '../../main/ledger/open-database.ts'
import { openSearchIndex } from '../../main/ledger/search-index.ts'
import { bundled } from '../support/bundled.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened, reviewer } from '../support/ledger-case.ts'
import { nativeBinding, savePerson } from '../support/ledger-identity.ts'

/** A smaller number is for trying the bench out; the bars are those of a million. */
const entries = Number(process.env['ASSERVAT_BENCH_ENTRIES'] ?? 1_000_000)
const million = entries / 1_000_000

interface Measured {
  readonly said: string
  readonly milliseconds: number
  readonly cpuSeconds: number
  readonly megabytes: number
  readonly size: number
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const large = join(folder, 'large.ledger')
let meter = ''

beforeAll(async () => {
  savePerson(reviewer, folder)
  meter = await bundled(join(import.meta.dirname, '../support/ledger-meter.ts'))
})

afterAll(() => rmSync(folder, { recursive: true }))

function measured(act: string, file = large, count = entries): Measured {
  const words = [meter, act, file, folder, nativeBinding, String(count)]
  const run = spawnSync(process.execPath, words, { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  process.stdout.write(run.stdout)
  return JSON.parse(run.stdout) as Measured
}

function percentile(times: readonly number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? 0
}

test('an append takes at most half as long again as a bare insert under the same pragmas', async () => {
  const ledger = await opened(newFile())
  const db = openForWriting(newFile('bare.sqlite'), nativeBinding)
  db.exec(
    'CREATE TABLE bare (seq INTEGER PRIMARY KEY, body BLOB, signature BLOB, salt BLOB, data BLOB) STRICT',
  )
  const insert = db.prepare('INSERT INTO bare (body, signature, salt, data) VALUES (?, ?, ?, ?)')
  const bytes = [400, 64, 32, 800].map((length) => Buffer.alloc(length, 1))
  const own: number[] = []
  const bare: number[] = []
  const timed = (times: number[], act: () => unknown) => {
    const begun = performance.now()
    act()
    times.push(performance.now() - begun)
  }
  // Turn by turn, so that both meet the same disk.
  for (let i = 0; i < 3000; i++) {
    timed(own, () => ledger.annotate(annotationOf(`Beobachtung ${i}`)))
    timed(bare, () => insert.run(...bytes))
  }
  await ledger.close()
  db.close()
  const ratios = [0.5, 0.95].map((part) => percentile(own, part) / percentile(bare, part))
  process.stdout.write(
    `append p50, p95 against bare: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}\n`,
  )
  expect(ratios.map((ratio) => ratio <= 1.5)).toEqual([true, true])
})

describe(`a ledger of ${entries} entries`, () => {
  test('is written, and grows in proportion to its entries', () => {
    const small = measured('write', join(folder, 'small.ledger'), entries / 10)
    const whole = measured('write')
    expect(whole.size / small.size).toBeGreaterThan(9)
    expect(whole.size / small.size).toBeLessThan(11)
  })

  test('is ready to be written to within 300 milliseconds', () => {
    const times = [1, 2, 3].map(() => measured('open').milliseconds)
    expect(Math.min(...times)).toBeLessThanOrEqual(300)
  })

  test('has its chain and tree checked in 25 seconds of processor time', () => {
    const { cpuSeconds, megabytes } = measured('chain')
    expect(cpuSeconds).toBeLessThanOrEqual(25 * million)
    expect(megabytes).toBeLessThanOrEqual(200)
  })

  test('has every signature checked in 150 seconds of processor time', () => {
    const { cpuSeconds, megabytes } = measured('all')
    expect(cpuSeconds).toBeLessThanOrEqual(150 * million)
    expect(megabytes).toBeLessThanOrEqual(200)
  })

  test('answers a search for its newest fifty entries within 20 milliseconds', () => {
    const index = openSearchIndex(join(folder, 'search.sqlite'), nativeBinding)
    for (let from = 1; from <= entries; from += 1000)
      index.add(manyFacts(from, Math.min(from + 1000, entries + 1)))
    const times: number[] = []
    for (let i = 0; i < 200; i++) {
      const begun = performance.now()
      const found = index.find(['Beobachtung', 'Gürtel', `Nummer ${i * 97}`, 'Person tritt'][i % 4] ?? '', 50)
      times.push(performance.now() - begun)
      expect(found.length).toBeGreaterThan(0)
    }
    index.close()
    const parts = [0.5, 0.95, 0.999].map((part) => percentile(times, part).toFixed(1))
    process.stdout.write(`search p50, p95, most: ${parts.join(', ')} ms\n`)
    expect(percentile(times, 0.95)).toBeLessThanOrEqual(20)
  })
})

function manyFacts(from: number, to: number): EntryFacts[] {
  const words = ['Griff zum Gürtel', 'Person tritt heran', 'Ruf nicht verständlich', 'Hand an der Hüfte']
  return Array.from({ length: to - from }, (_, i) => ({
    seq: from + i,
    kind: 'annotation',
    time: '2026-05-04T10:00:00.000Z',
    author: 'Prüfer/in 1',
    hash: String(from + i),
    annotation: annotationOf(`Beobachtung, Nummer ${from + i}: ${words[i % 4] ?? ''}`),
    supersedes: null,
    supersededBy: null,
    withdrawn: false,
    reason: null,
  }))
}
