import { join, resolve } from 'node:path'
import { app } from 'electron'
import { plainVerbs, runPlainVerb, windowVerbs } from './cli.ts'
import { startRedaction } from './ipc/redact.ts'
import { startReview } from './ipc/review.ts'
import { startSelfTest } from './ipc/self-test.ts'
import { startWorkstation } from './ipc/start.ts'
import { startStill } from './ipc/still.ts'
import { lockProcess, refuseSwitch } from './lockdown.ts'
import { languageOf, phrasesIn } from './phrases.ts'
import { ownWords, refusedSwitch } from './switches.ts'

const root = join(import.meta.dirname, '..', '..')

/** What stands after the program itself; in a checkout the folder of the application comes first. */
const program = app.isPackaged ? 0 : process.argv.findIndex((word, at) => at > 0 && resolve(word) === root)
const given = process.argv.slice(program + 1)
const words = ownWords(given, app.isPackaged)
const verb = words[0] ?? ''
// A still is decoded in a hidden window; the table of frames needs none.
const still = verb === 'frames' && words.includes('--still')
const plain = !still && plainVerbs.some((known) => known === verb)
// A verb that needs no window refuses what it does not know by itself, and Chromium is never ready.
const refused = app.isPackaged && !plain ? refusedSwitch(given, process.platform) : undefined
const selfTest = words.find((word) => word.startsWith('--self-test='))

lockProcess()
app.setName('Asservat')

if (refused !== undefined) {
  const phrases = phrasesIn(languageOf(Intl.DateTimeFormat().resolvedOptions().locale))
  refuseSwitch(phrases('fortress.switchRefused', { word: refused }))
} else if (plain) {
  // Without a display Electron ends once main has loaded, yet what is awaited here is finished first.
  app.exit(await runPlainVerb(root, words))
} else if (still) {
  startStill(root, words)
} else if (windowVerbs.some((known) => known === verb)) {
  if (verb === 'redact') startRedaction(root, words)
  else startReview(root, words)
} else if (selfTest !== undefined) {
  startSelfTest(root, selfTest.slice('--self-test='.length))
} else {
  startWorkstation(root, words)
}
