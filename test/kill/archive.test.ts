import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { root } from '../support/checkout.ts'
import { noSlurmReason, SlurmNode } from '../support/slurm-node.ts'

const work = mkdtempSync(join(tmpdir(), 'asservat-archive-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const sample = join(root, 'resources', 'sample')
/** A copy: a build that comes meanwhile would be another program, with whose lines these are never mixed. */
const program = copyOfProgram()

function copyOfProgram(): string {
  const parts = ['package.json', 'build/main', 'build/preload', 'build/renderer', 'resources/sample']
  for (const part of parts) cpSync(join(root, part), join(work, 'program', part), { recursive: true })
  return join(work, 'program', 'build', 'main', 'cli.js')
}

/** An archive of copies of the sample in two folders; every tenth has one changed byte. */
function makeArchive(name: string, bundles: number): string {
  const folder = join(work, name)
  for (const year of ['2024', '2025']) mkdirSync(join(folder, year), { recursive: true })
  const whole = join(folder, 'whole.bin')
  copyFileSync(join(sample, 'sample.asice'), whole)
  const broken = readFileSync(whole)
  broken[broken.length >> 1] = (broken[broken.length >> 1] ?? 0) ^ 1
  for (let number = 1; number <= bundles; number++) {
    const path = join(folder, number % 2 ? '2024' : '2025', `bundle-${number}.asice`)
    if (number % 10 === 0) writeFileSync(path, broken)
    else linkSync(whole, path)
  }
  return folder
}

interface Line {
  readonly file: string
  readonly verdict: string | null
}

function linesIn(folder: string): Line[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  const texts = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
  return texts.flatMap((text) => {
    try {
      return [JSON.parse(text) as Line]
    } catch {
      return []
    }
  })
}

/** Each bundle once, with the verdict that its number asks for. */
function expectComplete(lines: readonly Line[], bundles: number): void {
  const wanted = Array.from({ length: bundles }, (_, at) => {
    const number = at + 1
    const file = `${number % 2 ? '2024' : '2025'}/bundle-${number}.asice`
    return { file, verdict: number % 10 === 0 ? 'TOTAL-FAILED' : 'TOTAL-PASSED' }
  })
  const byName = (a: Line, b: Line) => (a.file < b.file ? -1 : 1)
  expect(lines.map(({ file, verdict }) => ({ file, verdict })).sort(byName)).toEqual(wanted.sort(byName))
}

test('an archive judged by a program that is killed again and again is judged once and wholly', async () => {
  const archive = makeArchive('killed', 60)
  const out = join(work, 'killed-out')
  mkdirSync(out)
  const words = [program, 'verify', '--recursive', archive, '--jobs', '2', '--jsonl', join(out, 'all.jsonl')]
  const signer = ['--identity', join(sample, 'reviewer.p12'), '--pass-file', join(sample, 'reviewer.pass')]
  let kills = 0
  for (; kills < 200 && linesIn(out).length < 60; kills++) {
    const child = spawn(process.execPath, words, { stdio: 'ignore' })
    await pause(400 + (kills % 9) * 100)
    child.kill('SIGKILL')
    await pause(10)
  }
  const ended = spawnSync(process.execPath, [...words, ...signer], { encoding: 'utf8' })
  process.stdout.write(`${JSON.stringify({ kills })}\n`)
  expect(ended.status).toBe(1)
  expectComplete(linesIn(out), 60)
  const summary = join(out, 'all.jsonl.summary.json')
  const said = JSON.parse(readFileSync(summary, 'utf8')) as Record<string, unknown>
  const sha256 = execFileSync('sha256sum', [join(out, 'all.jsonl')], { encoding: 'utf8' }).slice(0, 64)
  expect(said).toMatchObject({
    bundles: 60,
    passed: 54,
    failed: 6,
    indeterminate: 0,
    notRead: 0,
    linesSha256: sha256,
  })
  const proof = ['cms', '-verify', '-binary', '-noverify', '-inform', 'DER', '-in', `${summary}.p7s`]
  expect(spawnSync('openssl', [...proof, '-content', summary, '-out', '/dev/null']).status).toBe(0)
})

test('lines of one part are never mixed with those of another', () => {
  const archive = makeArchive('parts', 4)
  const out = join(work, 'parts.jsonl')
  const run = (...words: string[]) =>
    spawnSync(process.execPath, [program, 'verify', '--recursive', archive, '--jsonl', out, ...words]).status
  expect([run('--shard', '1/2'), run('--shard', '2/2'), run('--shard', '3/2'), run('--jobs', '0')]).toEqual([
    0, 3, 3, 3,
  ])
})

test.skipIf(noSlurmReason !== undefined)(
  `a job array on a real Slurm whose node dies in the middle loses nothing when it is sent again (${noSlurmReason ?? 'possible'})`,
  async () => {
    const archive = makeArchive('slurm', 80)
    const slurm = new SlurmNode()
    slurm.start()
    try {
      const out = join(slurm.folder, 'out')
      mkdirSync(out)
      const values = `ALL,ARCHIVE=${archive},OUT=${out},ASSERVAT=${process.execPath} ${program}`
      const words = ['--parsable', '--array=1-2', `--output=${out}/log-%a`, `--export=${values}`]
      const job = join(root, 'resources', 'slurm', 'verify-archive.sbatch')
      slurm.run('sbatch', ...words, job)
      for (let tries = 0; tries < 200 && linesIn(out).length < 6; tries++) await pause(50)
      const before = linesIn(out).length
      slurm.loseNode(`verify --recursive ${archive}`)
      slurm.startNode()
      expect(before).toBeLessThan(80)
      slurm.run('sbatch', ...words, '--wait', job)
      process.stdout.write(`${JSON.stringify({ judgedBeforeTheNodeDied: before })}\n`)
      expectComplete(linesIn(out), 80)
    } finally {
      slurm.stop()
    }
  },
)
