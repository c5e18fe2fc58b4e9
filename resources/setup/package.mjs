import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ended, start } from './commands.mjs'
import { writeBillOfMaterials } from './bill-of-materials.mjs'
import { makeDebianPackage } from './debian-package.mjs'
import { root, runtimeFolder } from './places.mjs'
import { chosenRuntime } from './runtime.mjs'
import { say } from './say.mjs'
import { setUp } from './set-up.mjs'
import { Trouble } from './trouble.mjs'

/** Pages of names of modules that are not packed anyway. */
const listsOfModules = /duplicate dependency references|cannot find path for dependency/

const unofficial = '--unofficial-runtime'

/**
 * `npm run package -- --linux dir`: the words are electron-builder's own. `npm run package -- deb` makes the unpacked
 * application into a .deb with Debian's tools, for which nothing has to be fetched.
 */
export async function makePackage(words) {
  const deb = words.includes('deb') && !words.some((word) => /^(-l|--linux)$/.test(word))
  const code = await buildPackages(
    deb ? [...words.filter((word) => word !== 'deb'), '--linux', 'dir'] : words,
  )
  if (code !== 0 || !deb) return code
  const made = await makeDebianPackage()
  if (made.code === 0) say(made.file)
  return made.code
}

async function buildPackages(words) {
  await setUp()
  const runtime = chosenRuntime()
  if (runtime.kind === 'fallback' && !words.includes(unofficial)) {
    throw new Trouble(
      `The Electron here is the registry's replacement, which must not be shipped.\n` +
        `Package where the official one can be fetched, or add ${unofficial} for a package to test with.`,
    )
  }
  writeBillOfMaterials(runtime)
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js')
  const asked = words.filter((word) => word !== unofficial)
  const env = { ...process.env, ASSERVAT_UNOFFICIAL_RUNTIME: runtime.kind === 'fallback' ? '1' : '0' }
  const child = start(process.execPath, [builder, ...asked, ...electronWords(runtime, asked)], {
    env,
    stdio: ['inherit', 'pipe', 'inherit'],
  })
  createInterface({ input: child.stdout }).on('line', (line) => listsOfModules.test(line) || say(line))
  const code = await ended(child)
  if (code === 0) say(`\nPackages are in ${join('build', 'package')}, made with Electron ${runtime.version}.`)
  return code
}

/** For this system the Electron at hand is packed; for another one electron-builder fetches its own. */
function electronWords(runtime, asked) {
  const elsewhere =
    asked.some((word) => /^(-w|--win|--windows|-m|--mac)$/.test(word)) && process.platform === 'linux'
  const always = ['--publish', 'never', '--config', 'electron-builder.yml']
  if (elsewhere) return always
  return [
    ...always,
    `-c.electronDist=${realpathSync(runtimeFolder)}`,
    `-c.electronVersion=${runtime.version}`,
  ]
}
