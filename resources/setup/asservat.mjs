#!/usr/bin/env node
// The command line of a checkout: `npx --no asservat verify FILE`. What it says on stdout is the verb's answer alone.
import { join } from 'node:path'
import { openApplication } from './application.mjs'
import { buildInPlace, ensureBuild } from './build.mjs'
import { run } from './commands.mjs'
import { dependenciesInPlace, ensureDependencies } from './dependencies.mjs'
import { alone } from './lock.mjs'
import { addonInPlace, ensureAddon } from './native.mjs'
import { build } from './places.mjs'
import { ensureRuntime, runtimeInPlace } from './runtime.mjs'
import { say, sayOnlyWork } from './say.mjs'
import { Trouble } from './trouble.mjs'

const words = process.argv.slice(2)
/** These print pages, for which there has to be a window, if a hidden one. */
const needsWindow =
  ['review', 'redact'].includes(words[0]) || (words[0] === 'frames' && words.includes('--still'))

function inPlace() {
  return dependenciesInPlace() && addonInPlace() && buildInPlace() && (!needsWindow || runtimeInPlace())
}

async function setUpQuietly() {
  await ensureDependencies()
  await ensureAddon()
  if (needsWindow) await ensureRuntime()
  await ensureBuild()
}

async function main() {
  sayOnlyWork()
  // Many of these may run side by side: they queue only when there is work to do.
  if (!inPlace()) await alone(setUpQuietly)
  const here = { cwd: process.cwd() }
  if (needsWindow) return openApplication(words, here)
  return run(process.execPath, [join(build, 'main', 'cli.js'), ...words], here)
}

try {
  process.exitCode = await main()
} catch (error) {
  say(error instanceof Trouble ? error.message : String(error.stack))
  // 1 would mean that evidence was judged and failed.
  process.exitCode = 3
}
