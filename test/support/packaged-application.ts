import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './checkout.ts'
import { asUser, folderForUser } from './launch-app.ts'

const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version

/** The Debian package that `npm run package -- deb` leaves. */
export const debianPackage = join(root, 'build', 'package', `asservat_${version}_amd64.deb`)

/** Makes the package, with whatever Electron is at hand. */
export function makePackage(): void {
  const run = join(root, 'resources', 'setup', 'run.mjs')
  const words = [run, 'package', 'deb', '--unofficial-runtime']
  const made = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 240_000 })
  if (made.status !== 0) throw new Error(`no package was made:\n${made.stdout}${made.stderr}`)
}

/** Unpacks it with Debian's tool where every user may start it; answers that folder. */
export function unpackPackage(): string {
  const folder = folderForUser('package')
  execFileSync('dpkg-deb', ['-x', debianPackage, folder])
  return folder
}

/** A plain environment with an own home, and no display unless one is named. */
export function plainEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const home = folderForUser('home')
  return { PATH: '/usr/sbin:/usr/bin:/bin', HOME: home, XDG_RUNTIME_DIR: home, LANG: 'C.UTF-8', ...more }
}

/** Starts a program as the user without privileges; its process id is the child's own. */
export function startAsUser(
  program: string,
  words: readonly string[],
  env: Record<string, string>,
): ChildProcess {
  const [setpriv = '', ...before] = asUser
  return spawn(setpriv, [...before, program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Runs it to its end, for at most 20 seconds. */
export function runAsUser(program: string, words: readonly string[], env: Record<string, string>) {
  const [setpriv = '', ...before] = asUser
  const ended = spawnSync(setpriv, [...before, program, ...words], { env, encoding: 'utf8', timeout: 20_000 })
  return { code: ended.status, out: ended.stdout, err: ended.stderr }
}

/** The command lines of all processes below this one, by process id. */
export function descendantsOf(pid: number): Map<number, string> {
  const found = new Map<number, string>()
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(parentOf),
  )
  for (const candidate of parents.keys()) {
    let above = parents.get(candidate)
    while (above !== undefined && above !== pid && above > 1) above = parents.get(above)
    if (above === pid) found.set(candidate, commandLine(candidate))
  }
  return found
}

function parentOf(name: string): [number, number] {
  const parent = /^PPid:\t(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1]
  return [Number(name), Number(parent ?? 0)]
}

function commandLine(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
}

/** A process may end while it is looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Ports of this machine that somebody listens on. */
export function listeningPorts(): Set<number> {
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => read(table).split('\n').slice(1))
  const listening = lines.map((line) => line.trim().split(/\s+/)).filter((fields) => fields[3] === '0A')
  return new Set(listening.map((fields) => parseInt(fields[1]?.split(':').at(-1) ?? '0', 16)))
}
