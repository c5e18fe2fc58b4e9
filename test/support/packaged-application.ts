import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './checkout.ts'
import { asUser, folderForUser } from './launch-app.ts'

const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version

/** The Debian package that `npm run package -- deb` leaves. */
export const debianPackage = join(root, 'build', 'package', `asservat_${version}_amd64.deb`)

/** Whoever made the package: a key and its certificate, for this run of the tests. */
export interface Maker {
  readonly key: string
  readonly certificate: string
}

/** What a package is made of, beside what is built. */
const parts = ['build/stamps', 'resources', 'electron-builder.yml', 'package-lock.json']

/** Makes the package, with whatever Electron is at hand, unless the one that lies there is made of the same. */
export function makePackage(): Maker {
  const folder = join(tmpdir(), 'asservat-maker')
  const maker = { key: join(folder, 'key'), certificate: join(folder, 'maker.pem') }
  const note = join(folder, 'made-of')
  const run = join(root, 'resources', 'setup', 'run.mjs')
  // So that it is made of the sources as they are now.
  execFileSync(process.execPath, [run, 'build'], { stdio: 'pipe' })
  if (existsSync(note) && readFileSync(note, 'utf8') === madeOf()) return maker
  mkdirSync(folder, { recursive: true })
  makeCertificate(maker)
  const words = [run, 'package', 'deb', '--unofficial-runtime']
  const env = {
    ...process.env,
    ASSERVAT_RELEASE_KEY: maker.key,
    ASSERVAT_RELEASE_CERT: maker.certificate,
  }
  const made = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 240_000, env })
  if (made.status !== 0) throw new Error(`no package was made:\n${made.stdout}${made.stderr}`)
  writeFileSync(note, madeOf())
  return maker
}

function makeCertificate({ key, certificate }: Maker): void {
  const words = ['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-subj', '/CN=Hersteller', '-days', '30']
  const uses = ['-addext', 'keyUsage=critical,digitalSignature']
  execFileSync('openssl', [...words, ...uses, '-keyout', key, '-out', certificate], { stdio: 'pipe' })
}

/** Names, sizes and times of all of it, and of the package itself. */
function madeOf(): string {
  const files = parts.flatMap((part) =>
    statSync(join(root, part)).isFile()
      ? [part]
      : readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }).map((name) => join(part, name)),
  )
  const own = existsSync(debianPackage) ? statSync(debianPackage).mtimeMs : 0
  const lines = files.sort().map((file) => {
    const { size, mtimeMs } = statSync(join(root, file))
    return `${file} ${size} ${mtimeMs}`
  })
  return [...lines, own].join('\n')
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
