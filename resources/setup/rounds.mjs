import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { ensureBuild } from './build.mjs'
import { checks, runCheck } from './checks.mjs'
import { withVirtualDisplay } from './display.mjs'
import { alone } from './lock.mjs'
import { root } from './places.mjs'
import { say, seconds } from './say.mjs'
import { setUp } from './set-up.mjs'
import { Trouble } from './trouble.mjs'
import { runVitest } from './vitest-round.mjs'

const checkRounds = Object.entries(checks).map(([name, words]) => ({ name, work: () => runCheck(words) }))

/** What touches native code or Node's cryptography is run once more in the Node that the application runs in. */
const nativeTests = ['crypto', 'ledger', 'seal', 'vectors', 'verify'].map((folder) => join('test', folder))
/** These show what holds on any runtime, and take long. */
const onceIsEnough = /(killing|power-loss|bit-flips|checker)\.test\.ts$/

const testRounds = [
  ...checkRounds,
  // First: some tests of parts try the built command line as well.
  { name: 'build', work: buildRound },
  { name: 'unit', work: () => runVitest('unit') },
  { name: 'electron-node', work: insideElectron },
  { name: 'app', work: appRound },
]

/** `npm test`: every round, one after the other. `npm test -- unit app` runs only the named ones. */
export async function test(words) {
  const unknown = words.filter((word) => !testRounds.some(({ name }) => name === word))
  if (unknown.length > 0)
    throw new Trouble(`There is no round ${unknown.join(', ')}: ${namesOf(testRounds)}`, 3)
  const chosen = testRounds.filter(({ name }) => words.length === 0 || words.includes(name))
  return inOrder([{ name: 'set-up', work: () => setUpRound() }, ...chosen])
}

/** `npm run check`: what can be told without running the application. */
export async function check() {
  const files = ['test/layers.test.ts', 'test/phrases.test.ts'].filter((file) => existsSync(join(root, file)))
  await setUp({ upTo: 'dependencies' })
  return inOrder([...checkRounds, { name: 'layers', work: () => runVitest('unit', { files }) }])
}

/** The long rounds have commands of their own. */
export async function long(project, files) {
  await setUp({ judges: true })
  return inOrder([{ name: project, work: () => runVitest(project, { files }) }])
}

function namesOf(rounds) {
  return rounds.map(({ name }) => name).join(', ')
}

/** As a list of files: Vitest leaves nothing out of a project by a word on the command line. */
function insideElectron() {
  const folders = nativeTests.filter((folder) => existsSync(join(root, folder)))
  const all = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) =>
      join(folder, name).replaceAll('\\', '/'),
    ),
  )
  const files = all.filter((name) => name.endsWith('.test.ts') && !onceIsEnough.test(name))
  return runVitest('unit', { insideElectron: true, files })
}

/** Only a set-up that fails counts; the build has its own round, so that a broken one does not hide the others. */
async function setUpRound() {
  await setUp({ judges: true, upTo: 'database' })
  return { passed: 0, failed: 0, skipped: [] }
}

/** Also where there is a screen: nobody wants windows to open and close for minutes. */
function appRound() {
  return withVirtualDisplay((display) => runVitest('app', { display }))
}

async function buildRound() {
  await alone(ensureBuild)
  return { passed: 1, failed: 0, skipped: [] }
}

async function inOrder(rounds) {
  const results = []
  for (const round of rounds) {
    const result = await timed(round)
    results.push(result)
    if (round.name === 'set-up' && result.failed > 0) break
  }
  return summary(results)
}

async function timed({ name, work }) {
  process.stdout.write(`\n== ${name}\n`)
  const start = performance.now()
  const counts = await work().catch((error) => {
    say(error instanceof Trouble ? error.message : String(error.stack))
    return { passed: 0, failed: 1, skipped: [] }
  })
  return { name, ...counts, took: performance.now() - start }
}

/** Ends with the one line that others read. No test at all is no success. */
function summary(results) {
  const lines = results.flatMap(({ name, passed, failed, skipped, took }) => [
    `${name.padEnd(14)} ${`${passed} passed, ${failed} failed`.padEnd(26)} ${seconds(took).padStart(8)}`,
    ...skipped.map((reason) => `  SKIPPED ${reason}`),
  ])
  const sum = (pick) => results.reduce((total, result) => total + pick(result), 0)
  const [passed, failed] = [sum((result) => result.passed), sum((result) => result.failed)]
  const skipped = sum((result) => result.skipped.length)
  const last = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
  process.stdout.write(`\n${lines.join('\n')}\n\n${last}\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}
