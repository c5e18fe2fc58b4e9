import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asUser, folderForUser } from './launch-app.ts'
import { debianPackage, plainEnvironment } from './packaged-application.ts'

/** Installed by dpkg itself, with a database of its own below that folder; libraries come from the system. */
export interface Installation {
  readonly root: string
  readonly folder: string
  readonly program: string
}

export function installPackage(): Installation {
  const root = folderForUser('installed')
  mkdirSync(join(root, 'var', 'lib', 'dpkg'), { recursive: true })
  execFileSync('dpkg', [`--root=${root}`, '--force-depends', '--install', debianPackage], { stdio: 'pipe' })
  chmodSync(root, 0o755)
  const folder = join(root, 'opt', 'asservat')
  return { root, folder, program: join(folder, 'asservat') }
}

/** What dpkg itself finds changed. */
export function changedByDpkg({ root }: Installation): string {
  return execFileSync('dpkg', [`--root=${root}`, '-V', 'asservat'], { encoding: 'utf8' })
}

/** The protocol of a self-test, as far as tests look at it. */
export interface SelfTest {
  readonly passed: boolean
  readonly packaged: boolean
  readonly interfaces: readonly string[]
  readonly failed: readonly unknown[]
  readonly steps: readonly string[]
}

/** Starts the program's self-test as the user without privileges, below the programs of `around` (unshare, strace). */
export async function selfTestOf(
  program: string,
  around: {
    readonly outer?: readonly string[]
    readonly inner?: readonly string[]
    /** Called four times a second while it runs. */
    readonly meanwhile?: () => void
  } = {},
): Promise<SelfTest | string> {
  const env = plainEnvironment()
  const out = join(env['HOME'] ?? '', 'self-test.json')
  // The display lies inside as well: its socket belongs to the network namespace.
  const display = ['xvfb-run', '-a', '-s', '-screen 0 1680x1050x24']
  const test = [...(around.inner ?? []), program, `--self-test=${out}`]
  const words = [...(around.outer ?? []), ...asUser, ...display, ...test]
  const child = spawn(words[0] ?? '', words.slice(1), {
    env: { ...env, TMPDIR: env['HOME'] },
    stdio: 'ignore',
  })
  const limit = setTimeout(() => child.kill('SIGKILL'), 170_000)
  const watch = setInterval(() => around.meanwhile?.(), 250)
  await new Promise((resolve) => child.once('close', resolve))
  clearTimeout(limit)
  clearInterval(watch)
  return existsSync(out) ? readSelfTest(out) : 'no protocol was written'
}

/** What the program wrote down about its own self-test. */
export function readSelfTest(path: string): SelfTest {
  const { steps, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as {
    passed: boolean
    packaged: boolean
    interfaces: string[]
    steps: { step: string; ok: boolean }[]
  }
  return {
    passed: rest.passed,
    packaged: rest.packaged,
    interfaces: rest.interfaces,
    failed: steps.filter(({ ok }) => !ok),
    steps: steps.map(({ step }) => step),
  }
}
