import { execFile, spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Run } from '../support/air-gap/room.ts'
import { bundled } from '../support/bundled.ts'
import { installPackage, readSelfTest } from '../support/installed-package.ts'
import { root } from '../support/checkout.ts'
import { asUser, folderForUser, noSandboxReason } from '../support/launch-app.ts'
import { makePackage } from '../support/packaged-application.ts'
import { stagedApplication } from '../support/staged-application.ts'

const sources = join(root, 'test', 'support', 'air-gap')

/** Why no such room can be built here; undefined when it can. */
function noRoomReason(): string | undefined {
  if (process.getuid?.() !== 0) return 'a network namespace with counters needs root'
  const tried = spawnSync('unshare', ['--net', '--mount', 'nft', 'list', 'tables'], { encoding: 'utf8' })
  return tried.status === 0
    ? noSandboxReason
    : `no network namespace here: ${tried.stderr || String(tried.error)}`
}

test('not one packet leaves, with a hostile script in the window or in the whole main job, where an ordinary program talks', async ({
  skip,
}) => {
  const reason = noRoomReason()
  if (reason !== undefined) skip(reason)
  makePackage()
  const staged = stagedApplication(asUser)
  const home = folderForUser('air-gap')
  cpSync(sources, join(home, 'attack'), { recursive: true })
  const selfTest = join(home, 'self-test.json')
  const hook = join(home, 'attack', 'in-main.cjs')
  const order = {
    asUser,
    home,
    runs: {
      naive: [staged.electron, join(home, 'attack')],
      product: [staged.electron, '-r', hook, staged.folder, '--sample', '--home', join(home, 'cases')],
      installed: [installPackage().program, `--self-test=${selfTest}`],
    },
  }
  const room = await bundled(join(sources, 'room.ts'))
  const words = ['--net', '--mount', process.execPath, room, JSON.stringify(order)]
  const { stdout } = await promisify(execFile)('unshare', words, { timeout: 240_000 })
  const { naive, product, installed } = JSON.parse(stdout) as Record<keyof typeof order.runs, Run>
  // The control: the same script in an application that closes nothing is heard, by name and by address.
  expect(naive.packets.dns).toBeGreaterThan(0)
  expect(naive.packets.tcp).toBeGreaterThan(0)
  expect(naive.packets.udp).toBeGreaterThan(naive.packets.dns)
  // The application did its work, and the script made every attempt.
  expect(product.told).toMatchObject({ frame: '3', tried: naive.told['tried'], done: true })
  expect(product.told['seal']).toMatch(/Siegel unversehrt/)
  const silence = { all: 0, dns: 0, tcp: 0, udp: 0, igmp: 0, icmp6: 0 }
  expect(product.packets).toEqual(silence)
  // And the installed program did the whole main job: start, video, words, help, report, crash, idle.
  expect(readSelfTest(selfTest)).toMatchObject({ passed: true, packaged: true, failed: [] })
  expect(installed.packets).toEqual(silence)
}, 300_000)
