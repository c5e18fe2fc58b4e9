import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './commands.mjs'
import { electron, readJson, root } from './places.mjs'

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const config = join(root, 'resources', 'setup', 'vite.config.ts')
const reporter = join(root, 'resources', 'setup', 'count-reporter.mjs')

/** Runs one project of the tests in Node, or with the Node that is inside Electron, and answers the real counts. */
export async function runVitest(project, { insideElectron = false, files = [], display } = {}) {
  // What the tests put into the system's folder for such things goes with the run.
  const temporary = mkdtempSync(join(tmpdir(), 'asservat-run-'))
  chmodSync(temporary, 0o755)
  const counts = join(temporary, 'counts.json')
  const env = {
    ...process.env,
    TMPDIR: temporary,
    ASSERVAT_COUNTS: counts,
    ...(insideElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
    ...(display === undefined ? {} : { DISPLAY: display }),
  }
  const reporters = ['--reporter=default', `--reporter=${reporter}`, '--silent=passed-only']
  const words = [
    vitest,
    'run',
    '--config',
    config,
    '--project',
    project,
    '--passWithNoTests',
    ...reporters,
    ...files,
  ]
  try {
    const code = await run(insideElectron ? electron : process.execPath, words, { env })
    return countsFrom(counts, code)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** A run that ended badly without counting a failure has lost its own account: that is one failure. */
function countsFrom(file, code) {
  const counted = existsSync(file) ? readJson(file) : { passed: 0, failed: 0, skipped: [] }
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}
