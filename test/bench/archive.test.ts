import { spawnSync } from 'node:child_process'
import { copyFileSync, linkSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { afterAll, expect, test } from 'vitest'
import { root } from '../support/checkout.ts'

const work = mkdtempSync(join(tmpdir(), 'asservat-archive-bench-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const bundles = 48

/** Seconds for the archive with so many threads. */
function secondsWith(jobs: number): number {
  const words = [
    'verify',
    '--recursive',
    work,
    '--jobs',
    String(jobs),
    '--jsonl',
    join(work, `${jobs}.jsonl`),
  ]
  const started = performance.now()
  const ended = spawnSync(process.execPath, [join(root, 'build', 'main', 'cli.js'), ...words])
  if (ended.status !== 0) throw new Error(ended.stderr.toString())
  return (performance.now() - started) / 1000
}

test('an archive in batch: what the second thread adds, as a ratio', () => {
  const whole = join(work, 'whole.bin')
  copyFileSync(join(root, 'resources', 'sample', 'sample.asice'), whole)
  for (let number = 0; number < bundles; number++) linkSync(whole, join(work, `${number}.asice`))
  // Read once before, so that both measure work and not the disk.
  secondsWith(3)
  const [one, two] = [secondsWith(1), secondsWith(2)]
  expect([one, two].every((seconds) => seconds > 0)).toBe(true)
  const megabytes = (bundles * 9_074_592) / 1e6
  process.stdout.write(
    `${JSON.stringify({ megabytesASecondWithOne: Math.round(megabytes / one), oneToTwo: Number((one / two).toFixed(2)) })}\n`,
  )
})
