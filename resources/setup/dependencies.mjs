import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { npm, runQuietly } from './commands.mjs'
import { readJson, root } from './places.mjs'
import { sayState, working } from './say.mjs'

/** Makes `node_modules` what the lock file says. */
export async function ensureDependencies() {
  if (!dependenciesInPlace()) {
    const [program, args, options] = npm(['ci', '--no-audit', '--no-fund'])
    await working('dependencies', 'npm ci', () => runQuietly(program, args, options))
  }
  sayState('dependencies', 'as locked')
}

/** npm writes down what it has installed; packages for other systems are rightly not there. */
export function dependenciesInPlace() {
  const written = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(written)) return false
  const installed = readJson(written).packages
  const locked = Object.entries(readJson(root, 'package-lock.json').packages).filter(([path]) => path !== '')
  return locked.every(([path, entry]) => {
    const found = installed[path]
    return found === undefined
      ? entry.optional === true || entry.devOptional === true
      : found.version === entry.version
  })
}
