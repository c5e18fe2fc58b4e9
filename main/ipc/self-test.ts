import { mkdtemp, rm } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { app } from 'electron'
import type { Json } from '../core/canonical.ts'
import { replaceFile } from '../disk/replace-file.ts'
import { giveUp, runWindow, startWords } from './start.ts'
import { selfTestSteps, type OnTest } from './self-test-steps.ts'

/** One step of the main job as it went: what it found, or why it failed. */
interface StepRecord {
  readonly step: string
  readonly ok: boolean
  readonly milliseconds: number
  readonly found: Json
}

const patience = 150_000

/**
 * `--self-test=OUT.json`: the main job on the sample bundle in a home of its own, in the very windows that users have;
 * each step with what it found is in OUT.json. Exit code 0 when all passed, 1 when one failed, 3 when it never began.
 */
export function startSelfTest(root: string, out: string): void {
  const path = resolve(out)
  app.on('window-all-closed', () => undefined)
  const limit = setTimeout(() => app.exit(1), patience)
  const home = mkdtemp(join(tmpdir(), 'asservat-self-test-'))
  const begun = home.then((folder) => app.setPath('userData', join(folder, 'browser')))
  Promise.all([home, begun, app.whenReady()])
    .then(async ([folder]) => {
      const passed = await selfTest(root, folder, path)
      clearTimeout(limit)
      await rm(folder, { recursive: true, force: true })
      app.exit(passed ? 0 : 1)
    })
    .catch(giveUp)
}

async function selfTest(root: string, home: string, path: string): Promise<boolean> {
  const started = await runWindow(root, { ...startWords(['--sample']), home })
  const records: StepRecord[] = []
  for (const [step, act] of Object.entries(selfTestSteps)) {
    records.push(await recorded(step, act, { ...started, root }))
    // Written after each step: where it hangs or dies, the file says how far it came.
    await replaceFile(path, `${JSON.stringify(protocolOf(records), null, 2)}\n`)
  }
  return records.every(({ ok }) => ok)
}

async function recorded(
  step: string,
  act: (test: OnTest) => Promise<Json>,
  test: OnTest,
): Promise<StepRecord> {
  const start = performance.now()
  const end = (ok: boolean, found: Json) => ({
    step,
    ok,
    milliseconds: Math.round(performance.now() - start),
    found,
  })
  try {
    return end(true, await act(test))
  } catch (error) {
    // A step that fails is what this is for: it is written down, and the next one is tried.
    return end(false, error instanceof Error ? error.message : String(error))
  }
}

function protocolOf(records: readonly StepRecord[]): Json {
  const complete = records.length === Object.keys(selfTestSteps).length
  return {
    program: `Asservat ${app.getVersion()}`,
    runtime: `Electron ${process.versions['electron'] ?? ''}`,
    packaged: app.isPackaged,
    interfaces: Object.keys(networkInterfaces()).sort(),
    passed: complete && records.every(({ ok }) => ok),
    complete,
    steps: records.map((record) => ({ ...record })),
  }
}
