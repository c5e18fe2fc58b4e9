import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './checkout.ts'

/** A place from which another user can start the application. */
export interface StagedApplication {
  readonly folder: string
  /** A program that starts Electron as that user, in the way Playwright wants to take hold of it. */
  readonly launcher: string
  /** Electron itself, open as it comes: for comparison. */
  readonly electron: string
}

const parts = ['package.json', 'build/main', 'build/preload', 'build/renderer', 'build/native', 'resources']
const prefix = 'asservat-staged-'
const note = join(root, 'build', 'staged.json')

/** The checkout may lie where no other user can look; the copy does not. It is made again after each build. */
export function stagedApplication(asUser: readonly string[]): StagedApplication {
  const key = keyOfBuild()
  const known = existsSync(note)
    ? (JSON.parse(readFileSync(note, 'utf8')) as { key: string; folder: string })
    : undefined
  if (known?.key === key && existsSync(join(known.folder, 'launch'))) return stagedIn(known.folder)
  removeOld()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(folder, 0o755)
  copyInto(folder)
  writeLauncher(folder, asUser)
  writeFileSync(note, JSON.stringify({ key, folder }))
  return stagedIn(folder)
}

function keyOfBuild(): string {
  const stamps = ['build', 'runtime', 'native', 'bridge'].map((name) =>
    readFileSync(join(root, 'build', 'stamps', name), 'utf8'),
  )
  const sample = readdirSync(join(root, 'resources', 'sample'), { recursive: true, encoding: 'utf8' })
  const times = sample.map((name) => `${name} ${statSync(join(root, 'resources', 'sample', name)).mtimeMs}`)
  return [...stamps, ...times.sort()].join('\n')
}

/** Another run may still use a copy, but not one that was made an hour ago. */
function removeOld(): void {
  for (const name of readdirSync(tmpdir()).filter((found) => found.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    const { mtimeMs, uid } = statSync(folder)
    if (uid === process.getuid?.() && Date.now() - mtimeMs > 3_600_000)
      rmSync(folder, { recursive: true, force: true })
  }
}

function stagedIn(folder: string): StagedApplication {
  const electron = join(folder, 'runtime', 'electron')
  return { folder: join(folder, 'app'), launcher: join(folder, 'launch'), electron }
}

function copyInto(folder: string): void {
  const app = join(folder, 'app')
  for (const part of parts.filter((name) => existsSync(join(root, name)))) {
    mkdirSync(dirname(join(app, part)), { recursive: true })
    cpSync(join(root, part), join(app, part), { recursive: true, dereference: true })
  }
  cpSync(join(root, 'build', 'runtime'), join(folder, 'runtime'), { recursive: true, dereference: true })
}

/** Playwright's loader makes 'ready' wait until the test holds the application; it comes first, as in its own launch. */
function writeLauncher(folder: string, asUser: readonly string[]): void {
  const playwright = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'))
  const loader = join(folder, 'loader.cjs')
  writeFileSync(loader, readFileSync(join(playwright, 'lib', 'server', 'electron', 'loader.js')))
  const start = [...asUser, join(folder, 'runtime', 'electron'), '-r', loader]
    .map((word) => `'${word}'`)
    .join(' ')
  writeFileSync(join(folder, 'launch'), `#!/bin/sh\nexec ${start} "$@"\n`, { mode: 0o755 })
}
