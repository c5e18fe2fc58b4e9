import { copyFileSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { capture, present, run } from './commands.mjs'
import { addon, bridge, build, cache, readJson, root, windows } from './places.mjs'
import { sayState, working } from './say.mjs'
import { hashOf, isStamped, setStamp } from './stamps.mjs'
import { Trouble } from './trouble.mjs'

/**
 * The vendor's prebuilt module wants Node-API 10 and crashes an Electron with less, so it is compiled here: without
 * the finalizer rules that came with version 10, and without link-time optimization, which doubles the wait.
 */
const defines = ['NAPI_VERSION=2147483647', 'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT']

function compilerFlags() {
  if (windows)
    return { _CL_: ['/UNAPI_VERSION', ...defines.map((name) => `/D${name.replace('=', '#')}`)].join(' ') }
  const flags = ['-UNAPI_VERSION', ...defines.map((name) => `-D${name}`), '-fno-lto']
  return { CXXFLAGS: flags.join(' '), LDFLAGS: '-fno-lto' }
}

/** True when the compiled module is at hand and no compiler is needed. */
export function addonIsKept() {
  return existsSync(keptAddon())
}

/** Makes `build/native/better_sqlite3.node`. Nothing under `node_modules` is changed. */
export async function ensureAddon() {
  const kept = keptAddon()
  if (!existsSync(kept))
    await working('database', 'compiling SQLite (about two minutes, once)', () => compile(kept))
  if (!isStamped('native', keptAddon()) || !existsSync(addon)) {
    mkdirSync(dirname(addon), { recursive: true })
    copyFileSync(kept, `${addon}.new`)
    renameSync(`${addon}.new`, addon)
    await proveAddon()
    setStamp('native', kept)
  }
  ensureBridge()
  sayState('database', `better-sqlite3 ${versionOf('better-sqlite3')}, compiled on this machine`)
}

/** Makes `build/native/koffi.node`: its maker compiled it for each system, against a Node-API that every Electron has. */
function ensureBridge() {
  if (bridgeInPlace()) return
  const kind = `${process.platform}-${process.arch}`
  const folder = join(root, 'node_modules', '@koromix', `koffi-${kind}`)
  const from = join(folder, `${isMusl() ? 'musl' : process.platform}_${process.arch}`, 'koffi.node')
  if (!existsSync(from)) throw new Trouble(`There is no koffi for ${kind}: smart cards cannot be spoken to.`)
  mkdirSync(dirname(bridge), { recursive: true })
  copyFileSync(from, `${bridge}.new`)
  renameSync(`${bridge}.new`, bridge)
  setStamp('bridge', bridgeKey())
}

function isMusl() {
  return process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime
}

/** True when the modules of this lock file are where the application looks for them. */
export function addonInPlace() {
  return isStamped('native', keptAddon()) && existsSync(addon) && bridgeInPlace()
}

function bridgeInPlace() {
  return isStamped('bridge', bridgeKey()) && existsSync(bridge)
}

function bridgeKey() {
  return hashOf([], versionOf('koffi'), process.platform, process.arch)
}

function keptAddon() {
  const versions = [versionOf('better-sqlite3'), versionOf('node-addon-api')]
  const key = hashOf([], versions, compilerFlags(), process.platform, process.arch)
  return join(cache, 'native', key.slice(0, 16), 'better_sqlite3.node')
}

function versionOf(name) {
  return readJson(root, 'node_modules', name, 'package.json').version
}

async function compile(kept) {
  const work = join(build, 'native-work')
  rmSync(work, { recursive: true, force: true })
  for (const name of ['better-sqlite3', 'node-addon-api']) {
    const inside = name === 'better-sqlite3' ? [name] : ['node_modules', name]
    cpSync(join(root, 'node_modules', name), join(work, ...inside), { recursive: true })
  }
  const gyp = createRequire(join(root, 'package.json')).resolve('node-gyp/bin/node-gyp.js')
  const words = [gyp, 'rebuild', '--release', '--force_build=1', '-j', '2', ...headers()]
  const options = { cwd: join(work, 'better-sqlite3'), env: { ...process.env, ...compilerFlags() } }
  const [program, args] = gentle(process.execPath, words)
  const { said, code } = await capture(program, args, options)
  if (code !== 0) throw new Trouble(`${said.all.slice(-4000)}\nSQLite could not be compiled (see above).`)
  mkdirSync(dirname(kept), { recursive: true })
  copyFileSync(join(work, 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node'), `${kept}.new`)
  renameSync(`${kept}.new`, kept)
  rmSync(work, { recursive: true, force: true })
}

/** Headers that came with this Node are the right ones and need no download. */
function headers() {
  const prefix = dirname(dirname(process.execPath))
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : []
}

function gentle(program, args) {
  return windows || !present('nice') ? [program, args] : ['nice', [program, ...args]]
}

/** Loaded in a process of its own: a module that does not fit may end the process instead of failing. */
async function proveAddon() {
  const question =
    'new (require("better-sqlite3"))(":memory:",{nativeBinding:process.argv[1]}).pragma("quick_check")'
  const code = await run(process.execPath, ['-e', question, addon], { stdio: 'ignore' })
  if (code === 0) return
  rmSync(addon)
  rmSync(keptAddon(), { force: true })
  throw new Trouble('The compiled SQLite does not load in this Node and has been removed: start again.')
}
