import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { hasDisplay } from './display.mjs'
import { ensureLibraries } from './libraries.mjs'
import { alone } from './lock.mjs'
import { addonIsKept, ensureAddon } from './native.mjs'
import { ensureRuntime } from './runtime.mjs'
import { say, sayState } from './say.mjs'

const order = ['dependencies', 'libraries', 'runtime', 'database', 'build']

/**
 * All that has to be there before the application can open; what is there already costs next to nothing.
 * `judges` adds the outside tools of the tests, `upTo` names the last step.
 */
export async function setUp({ judges = false, upTo = 'build' } = {}) {
  say('Asservat: set-up')
  sayState('node', process.versions.node)
  const steps = {
    dependencies: ensureDependencies,
    libraries: () => ensureLibraries(librariesFor(judges)),
    runtime: ensureRuntime,
    database: ensureAddon,
    build: ensureBuild,
  }
  await alone(async () => {
    for (const name of order.slice(0, order.indexOf(upTo) + 1)) await steps[name]()
  })
  say('')
}

function librariesFor(judges) {
  const display = judges || !hasDisplay() ? ['display'] : []
  const compiler = addonIsKept() ? [] : ['compiler']
  return ['window', ...display, ...compiler, ...(judges ? ['judges'] : [])]
}
