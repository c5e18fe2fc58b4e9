import { join, resolve } from 'node:path'
import { app } from 'electron'
import { plainVerbs, runPlainVerb, windowVerbs } from './cli.ts'
import { startReview } from './ipc/review.ts'
import { startWorkstation } from './ipc/start.ts'
import { lockProcess } from './lockdown.ts'

const root = join(import.meta.dirname, '..', '..')

/** What stands after the program itself; in a checkout the folder of the application comes first. */
const program = app.isPackaged ? 0 : process.argv.findIndex((word, at) => at > 0 && resolve(word) === root)
const words = process.argv.slice(program + 1).filter((word) => !isSwitch(word))
const verb = words[0] ?? ''

lockProcess()
app.setName('Asservat')

if (plainVerbs.some((known) => known === verb)) {
  // Without a display Electron ends once main has loaded, yet what is awaited here is finished first.
  app.exit(await runPlainVerb(root, words))
} else if (windowVerbs.some((known) => known === verb)) {
  startReview(root, words)
} else {
  startWorkstation(root, words)
}

/** Chromium's switches, which a test or the system adds; ours come after a verb or are --home and --trust. */
function isSwitch(word: string): boolean {
  return /^--(no-sandbox|inspect|remote-debugging|user-data-dir|enable-|disable-|use-|ozone|force-device-scale)/.test(
    word,
  )
}
