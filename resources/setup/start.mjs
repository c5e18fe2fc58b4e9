import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openApplication } from './application.mjs'
import { setUp } from './set-up.mjs'
import { Trouble } from './trouble.mjs'

/** `npm start [-- PATH]`: sets up what is missing and opens the sample case, or the bundle at PATH. */
export async function start(words) {
  const opened = words.map((word) => (word.startsWith('-') ? word : pathFrom(word)))
  await setUp()
  return openApplication(opened.length > 0 ? opened : ['--sample'], { tell: true })
}

/** npm runs scripts in the checkout; the path was meant from where the command was typed. */
function pathFrom(word) {
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), word)
  if (!existsSync(path)) throw new Trouble(`There is no file ${path}.`, 3)
  return path
}
