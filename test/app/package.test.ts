import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../support/checkout.ts'
import { asUser, noSandboxReason, processStatus } from '../support/launch-app.ts'
import {
  debianPackage,
  descendantsOf,
  listeningPorts,
  makePackage,
  plainEnvironment,
  runAsUser,
  startAsUser,
  unpackPackage,
} from '../support/packaged-application.ts'
import { stagedApplication } from '../support/staged-application.ts'
import { startDisplay } from '../support/virtual-display.ts'

/** Where the package is unpacked; empty until it is, and then nothing is removed. */
let folder = ''
let program = ''
const unpacked = join(root, 'build', 'package', 'linux-unpacked')

beforeAll(() => {
  makePackage()
  folder = unpackPackage()
  program = join(folder, 'opt', 'asservat', 'asservat')
}, 240_000)

afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true })
})

/** Starts the program with a display, looks at it until it answers, and ends it. */
async function whileRunning<T>(
  start: string,
  words: readonly string[],
  look: (pid: number) => T | undefined,
): Promise<T | undefined> {
  const display = await startDisplay(asUser)
  const env = plainEnvironment({ DISPLAY: display.name })
  const child = startAsUser(start, [...words, '--home', join(env['HOME'] ?? '', 'asservat')], env)
  try {
    for (let tries = 0; tries < 40; tries++) {
      const seen = look(child.pid ?? 0)
      if (seen !== undefined) return seen
      await pause(250)
    }
    return undefined
  } finally {
    child.kill('SIGKILL')
    display.stop()
  }
}

test('the fuses of the packed program are closed', async () => {
  const wire = await getCurrentFuseWire(join(unpacked, 'asservat'))
  // A fuse is the character 0 or 1 in the program itself.
  const stateOf = (fuse: FuseV1Options): string => String.fromCharCode(wire[fuse] ?? 0)
  expect({
    runAsNode: stateOf(FuseV1Options.RunAsNode),
    nodeOptions: stateOf(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: stateOf(FuseV1Options.EnableNodeCliInspectArguments),
    onlyFromArchive: stateOf(FuseV1Options.OnlyLoadAppFromAsar),
    integrity: stateOf(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    cookies: stateOf(FuseV1Options.EnableCookieEncryption),
    fileProtocol: stateOf(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: '0',
    nodeOptions: '0',
    inspect: '0',
    onlyFromArchive: '1',
    integrity: '1',
    cookies: '1',
    fileProtocol: '0',
  })
})

test('the archive holds the built program and nothing else', () => {
  const files = listPackage(join(unpacked, 'resources', 'app.asar'), { isPack: false })
  const outside = files.filter(
    (file) => !/^\/(package\.json|build(\/(main|preload|renderer)(\/.*)?)?)$/.test(file),
  )
  expect(outside.filter((file) => !/^\/resources(\/(fonts|trust)(\/.*)?)?$/.test(file))).toEqual([])
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  expect(files).toContain('/build/main/index.js')
})

test('every file of the Debian package belongs to root, and its sums are those that dpkg -V compares', () => {
  const listing = execFileSync('dpkg-deb', ['-c', debianPackage], { encoding: 'utf8' }).trim().split('\n')
  expect(listing.length).toBeGreaterThan(50)
  expect(listing.filter((line) => !/^\S+ root\/root /.test(line))).toEqual([])
  expect(listing.filter((line) => /^...s/.test(line)).map((line) => line.split(' ').at(-1))).toEqual([
    './opt/asservat/chrome-sandbox',
  ])
  const sums = execFileSync('dpkg-deb', ['-I', debianPackage, 'md5sums'])
  expect(() =>
    execFileSync('md5sum', ['--check', '--strict', '--quiet'], { cwd: folder, input: sums }),
  ).not.toThrow()
})

test('the command line of the package needs no display', () => {
  const { code, out, err } = runAsUser(program, ['help'], plainEnvironment())
  expect({ code, helps: /asservat verify/.test(out + err) }).toEqual({ code: 0, helps: true })
})

test('the packed program does not become a Node', () => {
  const asNode = { ELECTRON_RUN_AS_NODE: '1' }
  const words = ['-e', 'console.log("this is Node")']
  const packed = runAsUser(program, words, plainEnvironment(asNode))
  const open = execFileSync(join(root, 'build', 'runtime', 'electron'), words, {
    env: { ...process.env, ...asNode },
    encoding: 'utf8',
  })
  expect({ packed: packed.out.includes('this is Node'), open: open.includes('this is Node') }).toEqual({
    packed: false,
    open: true,
  })
})

describe.skipIf(noSandboxReason !== undefined)(
  `as a user without privileges (${noSandboxReason ?? 'possible'})`,
  () => {
    test('the window of the package runs in the sandbox', async () => {
      const status = await whileRunning(program, [], (pid) => {
        const renderer = [...descendantsOf(pid)].find(([, words]) => words.includes('--type=renderer'))
        return renderer && /^Seccomp:\t2$/m.test(processStatus(renderer[0])) ? renderer[1] : undefined
      })
      expect(status).toBeDefined()
      expect(status).not.toContain('--no-sandbox')
    })

    test('nobody can take hold of the packed window through a debugging port', async () => {
      const staged = stagedApplication(asUser)
      // A port each: the first may stay taken for a moment.
      const ports = { open: 45_000 + (process.pid % 1000), packed: 46_000 + (process.pid % 1000) }
      const word = '--remote-debugging-port='
      const open = await whileRunning(staged.electron, [staged.folder, `${word}${ports.open}`], () =>
        listeningPorts().has(ports.open) ? 'listening' : undefined,
      )
      // Refused before anything is opened, so there is never a window to take hold of.
      const packed = runAsUser(program, [`${word}${ports.packed}`], plainEnvironment()).code
      expect({ open, packed, listening: listeningPorts().has(ports.packed) }).toEqual({
        open: 'listening',
        packed: 3,
        listening: false,
      })
    })
  },
)
