import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installPackage, selfTestOf } from '../support/installed-package.ts'
import { folderForUser, noSandboxReason } from '../support/launch-app.ts'
import { makePackage } from '../support/packaged-application.ts'

/**
 * The step `crash` lets the page's process fault. In the sandbox it is the first process of a namespace, which the
 * kernel never lets die of its own fault as long as somebody traces it: here it dies by a signal from outside.
 */
function endWhatFaults(trace: string): void {
  const calls = existsSync(trace) ? readFileSync(trace, 'utf8') : ''
  const last = calls.lastIndexOf('--- SIGSEGV')
  const pid = Number(/(\d+) +$/.exec(calls.slice(Math.max(0, last - 20), last))?.[1] ?? 0)
  if (last < 0 || pid === 0 || calls.includes(`${pid} +++ `)) return
  process.kill(pid, 'SIGKILL')
}

test('in the whole main job no system call of the installed program addresses the internet', async ({
  skip,
}) => {
  if (noSandboxReason !== undefined) skip(noSandboxReason)
  makePackage()
  const installed = installPackage()
  const trace = join(folderForUser('trace'), 'calls')
  const calls = 'trace=connect,sendto,sendmsg,sendmmsg'
  const inner = ['strace', '-f', '--seccomp-bpf', '-s', '0', '-o', trace, '-e', calls]
  const tested = await selfTestOf(installed.program, { inner, meanwhile: () => endWhatFaults(trace) })
  expect(tested).toMatchObject({ passed: true, failed: [] })
  const lines = readFileSync(trace, 'utf8').split('\n')
  // The control: calls to the display and among its own processes were seen.
  expect(
    lines.filter((line) => line.includes('connect(') && line.includes('AF_UNIX')).length,
  ).toBeGreaterThan(0)
  expect(lines.filter((line) => line.includes('AF_INET'))).toEqual([])
})
