import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { hasDisplay } from './display.mjs'
import { ensureLibraries } from './libraries.mjs'
import { alone } from './lock.mjs'
import { addonIsKept, ensureAddon } from './native.mjs'
import { ensureRuntime } from './runtime.mjs'
import { say, sayState } from './say.mjs'

/** All that has to be there before the application can open; what is there already costs next to nothing. */
export function setUp({ judges = false } = {}) {
  say('Asservat: set-up')
  return alone(async () => {
    sayState('node', process.versions.node)
    await ensureDependencies()
    const display = judges || !hasDisplay() ? ['display'] : []
    const compiler = addonIsKept() ? [] : ['compiler']
    await ensureLibraries(['window', ...display, ...compiler, ...(judges ? ['judges'] : [])])
    const runtime = await ensureRuntime()
    await ensureAddon()
    await ensureBuild()
    return runtime
  }).then((runtime) => (say(''), runtime))
}
