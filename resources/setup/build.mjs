import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './commands.mjs'
import { build, root } from './places.mjs'
import { sayState, working } from './say.mjs'
import { hashOf, isStamped, setStamp } from './stamps.mjs'

const parts = ['main', 'preload', 'renderer']
const inputs = [
  ...parts,
  'resources/locales',
  'resources/fonts',
  'resources/icons',
  'resources/trust',
  'resources/setup/vite.config.ts',
]

/** True when what is built is made of the sources as they are now. */
export function buildInPlace() {
  return isStamped('build', keyOfSources()) && existsSync(join(build, 'main'))
}

/** Makes `build/main`, `build/preload` and `build/renderer` from the sources as they are now. */
export async function ensureBuild() {
  if (!buildInPlace()) {
    // Taken before: what is changed while it builds belongs to the next build.
    const key = keyOfSources()
    await working('build', 'main, preload and window', buildAside)
    setStamp('build', key)
  }
  sayState('build', 'up to date')
}

function keyOfSources() {
  return hashOf([...inputs, 'package.json', 'package-lock.json'].map((input) => join(root, input)))
}

/** A failed build leaves the last good one in place, and a running application its files. */
async function buildAside() {
  const next = join(build, 'next')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const config = join(root, 'resources', 'setup', 'vite.config.ts')
  const env = { ...process.env, ASSERVAT_BUILD: next }
  // Inside a test run the settings would take another root, and the pages would lie elsewhere.
  delete env.VITEST
  rmSync(next, { recursive: true, force: true })
  await runQuietly(process.execPath, [vite, 'build', '--app', '--config', config, '--logLevel', 'warn'], {
    env,
  })
  for (const part of parts.filter((name) => existsSync(join(next, name)))) {
    rmSync(join(build, part), { recursive: true, force: true })
    renameSync(join(next, part), join(build, part))
  }
  rmSync(next, { recursive: true, force: true })
}
