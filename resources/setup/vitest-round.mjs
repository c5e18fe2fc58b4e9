import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './commands.mjs'
import { build, electron, readJson, root } from './places.mjs'

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const config = join(root, 'resources', 'setup', 'vite.config.ts')
const reporter = join(root, 'resources', 'setup', 'count-reporter.mjs')

/** Runs one project of the tests in Node, or with the Node that is inside Electron, and answers the real counts. */
export async function runVitest(project, { insideElectron = false, files = [], display } = {}) {
  const counts = join(build, 'counts', `${project}-${process.pid}.json`)
  mkdirSync(join(build, 'counts'), { recursive: true })
  rmSync(counts, { force: true })
  const asNode = insideElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {}
  const screen = display === undefined ? {} : { DISPLAY: display }
  const env = { ...process.env, ...asNode, ...screen, ASSERVAT_COUNTS: counts }
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
  const code = await run(insideElectron ? electron : process.execPath, words, { env })
  return countsFrom(counts, code)
}

/** A run that ended badly without counting a failure has lost its own account: that is one failure. */
function countsFrom(file, code) {
  const counted = existsSync(file) ? readJson(file) : { passed: 0, failed: 0, skipped: [] }
  rmSync(file, { force: true })
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}
