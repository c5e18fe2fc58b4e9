import { performance } from 'node:perf_hooks'

let quiet = false

/** Set-up speaks on stderr only: stdout belongs to the command that was asked for. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** From here on only work that takes time is told, not what was found in order. */
export function sayOnlyWork() {
  quiet = true
}

export function sayState(what, state) {
  if (!quiet) say(`  ${what.padEnd(13)} ${state}`)
}

/** Tells what is being done and, afterwards, how long it took. */
export async function working(what, doing, work) {
  say(`  ${what.padEnd(13)} ${doing} ...`)
  const start = performance.now()
  const result = await work()
  say(`  ${''.padEnd(13)} done in ${seconds(performance.now() - start)}`)
  return result
}

export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
