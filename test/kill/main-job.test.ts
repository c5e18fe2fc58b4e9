import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { verifyLedgerFile } from '../../main/ledger/verify-ledger.ts'
import { asUser, folderForUser, noSandboxReason } from '../support/launch-app.ts'
import { makePorts, nativeBinding } from '../support/ledger-identity.ts'
import { descendantsOf, plainEnvironment } from '../support/packaged-application.ts'
import { stagedApplication } from '../support/staged-application.ts'
import { startDisplay } from '../support/virtual-display.ts'

const rounds = Number(process.env['ASSERVAT_KILLS'] ?? 200)

interface Step {
  readonly step: string
  readonly ok: boolean
  readonly found: Readonly<Record<string, unknown>>
}

/** What is wrong with what a killed program left, held against what it had said was done. */
function troubleIn(folder: string, steps: readonly Step[]): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const trouble = steps.filter(({ ok }) => !ok).map(({ step, found }) => `${step}: ${JSON.stringify(found)}`)
  const told = steps.flatMap(({ found }) => [found['entries'], found['after']]).map(Number)
  const acknowledged = Math.max(0, ...told.filter(Number.isFinite))
  let entries = 0
  for (const name of files.filter((file) => /cases\/[^/]+\/findings\.ledger$/.test(file))) {
    const verified = verifyLedgerFile(join(folder, name), makePorts(), nativeBinding)
    if (!verified.ok) trouble.push(`ledger: ${verified.failure.code}`)
    else if (verified.value.firstBad !== null) trouble.push(`ledger: entry ${verified.value.firstBad}`)
    else entries = verified.value.entries
  }
  if (entries < acknowledged) trouble.push(`${acknowledged} entries acknowledged, ${entries} there`)
  const issued = steps.find(({ step }) => step === 'report')?.found['pdfSha256']
  const sums = files.filter((file) => file.endsWith('.pdf')).map((file) => sha256(join(folder, file)))
  if (issued !== undefined && !sums.some((sum) => sum === issued)) trouble.push('the issued report is gone')
  return trouble
}

/** The file is replaced in one step, so that what can be read is whole. */
function stepsIn(out: string): readonly Step[] {
  if (!existsSync(out)) return []
  return (JSON.parse(readFileSync(out, 'utf8')) as { steps: readonly Step[] }).steps
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

test(`a program that is killed ${rounds} times anywhere in the main job loses nothing that it said was done`, async ({
  skip,
}) => {
  if (noSandboxReason !== undefined) skip(noSandboxReason)
  const staged = stagedApplication(asUser)
  const display = await startDisplay(asUser)
  const reached: Record<string, number> = {}
  const trouble: string[] = []
  for (let round = 0; round < rounds; round++) {
    const folder = folderForUser('killed')
    const out = join(folder, 'self-test.json')
    const env = { ...plainEnvironment({ DISPLAY: display.name }), TMPDIR: folder, HOME: folder }
    const words = [...asUser, staged.electron, staged.folder, `--self-test=${out}`]
    const child = spawn(words[0] ?? '', words.slice(1), { env, stdio: 'ignore' })
    const ended = new Promise((settle) => child.once('close', settle))
    // After a step of the job that is as likely as any other, and at any moment of the next; 0 is its start.
    const after = Math.floor(Math.random() * 13)
    let over = false
    void ended.then(() => (over = true))
    while (!over && stepsIn(out).length < after) await pause(50)
    await Promise.race([ended, pause(Math.random() * 2_000)])
    const all = [...descendantsOf(child.pid ?? 0).keys()]
    child.kill('SIGKILL')
    for (const pid of all) killIfThere(pid)
    await ended
    const steps = stepsIn(out)
    const last = steps.at(-1)?.step ?? 'start'
    reached[last] = (reached[last] ?? 0) + 1
    trouble.push(...troubleIn(folder, steps).map((text) => `round ${round}, after ${last}: ${text}`))
    rmSync(folder, { recursive: true, force: true })
  }
  display.stop()
  process.stdout.write(`${JSON.stringify({ rounds, reached, trouble: trouble.length })}\n`)
  expect(trouble).toEqual([])
  // It was not always the same place.
  expect(Object.keys(reached).length).toBeGreaterThan(1)
})

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went with its parent.
  }
}
