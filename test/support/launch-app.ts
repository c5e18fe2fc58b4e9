import { execFileSync, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, test } from 'vitest'
import { root } from './checkout.ts'
import { stagedApplication } from './staged-application.ts'
import { startDisplay } from './virtual-display.ts'

/** The application as a user has it: built, in real Electron, sandbox on, with a home of its own. */
export interface LaunchedApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** The folder given as --home; read by the test, owned by the user of the application. */
  readonly home: string
  /** All that the application has written to its standard streams so far. */
  readonly said: () => string
  readonly close: () => Promise<void>
}

export interface LaunchOptions {
  /** Words after the application's folder: a bundle, --trust and the like. Paths have to come from `handOver`. */
  readonly words?: readonly string[]
  /** What the case is opened for; `ask` lets the window ask. */
  readonly purpose?: string
  /** A home from an earlier launch, to start again with what was left in it. */
  readonly home?: string
  readonly env?: Readonly<Record<string, string>>
  /** Another build to start in place of the checkout's: a folder with package.json, build and resources. */
  readonly application?: string
  /** Milliseconds after which it is killed whatever it does. */
  readonly limit?: number
}

/** Started as root, the application runs as this user: Chromium's sandbox needs somebody without privileges. */
const nobody = 65534
const asRoot = process.getuid?.() === 0

/** Who runs the application; dies with the test that started it. */
export const asUser: readonly string[] = [
  'setpriv',
  '--pdeathsig',
  'KILL',
  ...(asRoot ? ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups'] : []),
]

/** Why the application cannot be started with its sandbox here; undefined when it can. */
export const noSandboxReason: string | undefined = refusal()

function refusal(): string | undefined {
  if (process.platform !== 'linux') return 'the application tests need Linux'
  const words = [...asUser, 'unshare', '--user', '--map-root-user', 'true']
  const tried = spawnSync('env', words, { encoding: 'utf8' })
  if (tried.status === 0) return undefined
  return `user namespaces are refused here, so there is no sandbox: ${(tried.stderr || String(tried.error)).trim()}`
}

const made: string[] = []
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder that the user of the application owns. It goes when the tests of the file are done. */
export function folderForUser(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `asservat-${name}-`))
  made.push(folder)
  chmodSync(folder, 0o755)
  if (asRoot) chownSync(folder, nobody, nobody)
  return folder
}

/** A copy of the file that the user of the application may read, and write if it is so wished. */
export function handOver(file: string, { writable = false } = {}): string {
  const copy = join(folderForUser('file'), basename(file))
  copyFileSync(file, copy)
  chmodSync(copy, writable ? 0o644 : 0o444)
  if (asRoot && writable) chownSync(copy, nobody, nobody)
  return copy
}

/** Starts the built application and waits for its first window. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  if (noSandboxReason !== undefined) throw new Error(noSandboxReason)
  const staged = stagedApplication(asUser)
  const home = options.home ?? folderForUser('home')
  const display = await startDisplay(asUser)
  const folder = options.application ?? staged.folder
  const app = await _electron.launch({
    executablePath: staged.launcher,
    args: [
      folder,
      ...(options.words ?? []),
      ...(options.purpose === 'ask' ? [] : ['--purpose', options.purpose ?? 'Prüfung der Anwendung']),
      '--home',
      home,
      `--user-data-dir=${join(home, 'chromium')}`,
    ],
    chromiumSandbox: true,
    cwd: folder,
    env: { ...environment(home), DISPLAY: display.name, ...options.env },
    timeout: 60_000,
  })
  const said = listenTo(app.process())
  const end = lifetime(app, () => display.stop(), options.limit ?? 180_000)
  try {
    const page = await app.firstWindow({ timeout: 30_000 })
    await page.waitForLoadState('domcontentloaded')
    return { app, page, home, said, close: end }
  } catch (error) {
    await end()
    throw new Error(`the application showed no window; it said:\n${said()}`, { cause: error })
  }
}

function environment(home: string): Record<string, string> {
  const temporary = join(home, 'tmp')
  mkdirSync(temporary, { recursive: true })
  if (asRoot) chownSync(temporary, nobody, nobody)
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: home,
    TMPDIR: temporary,
    XDG_RUNTIME_DIR: temporary,
    LANG: 'de_DE.UTF-8',
    LANGUAGE: 'de',
    // There is no session bus for this user; asking for one costs time.
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/dev/null',
  }
}

function listenTo(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  }
  return () => text
}

/** Ends the application once: in its own way, else by its process id. */
function lifetime(app: ElectronApplication, afterwards: () => void, limit: number): () => Promise<void> {
  const kill = (): void => void app.process().kill('SIGKILL')
  const timer = setTimeout(kill, limit)
  let ended: Promise<void> | undefined
  const end = async (): Promise<void> => {
    const patience = setTimeout(kill, 10_000)
    await app.close().catch(kill)
    clearTimeout(patience)
    clearTimeout(timer)
    afterwards()
  }
  return () => (ended ??= end())
}

/** Puts a picture of the window under build/pictures and answers its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(root, 'build', 'pictures', `${name}.png`)
  mkdirSync(join(root, 'build', 'pictures'), { recursive: true })
  await page.screenshot({ path })
  return path
}

/** A test with `launch`: what it started is closed afterwards; without a sandbox it is skipped and says why. */
export const appTest = test.extend<{ launch: (options?: LaunchOptions) => Promise<LaunchedApp> }>({
  launch: async ({ skip }, handOut) => {
    if (noSandboxReason !== undefined) skip(noSandboxReason)
    const launched: LaunchedApp[] = []
    await handOut(async (options) => {
      const one = await launchApp(options)
      launched.push(one)
      return one
    })
    for (const one of launched) await one.close()
  },
})

/** What a program says about the state of a process: for example its Seccomp line. */
export function processStatus(pid: number): string {
  return execFileSync('cat', [`/proc/${pid}/status`], { encoding: 'utf8' })
}
