import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installPackage, selfTestOf } from '../support/installed-package.ts'
import { folderForUser, noSandboxReason } from '../support/launch-app.ts'
import { makePackage } from '../support/packaged-application.ts'

test('in the whole main job no system call of the installed program sends anything to an internet address', async ({
  skip,
}) => {
  if (noSandboxReason !== undefined) skip(noSandboxReason)
  makePackage()
  const installed = installPackage()
  const trace = join(folderForUser('trace'), 'calls')
  const calls = 'trace=connect,sendto,sendmsg,sendmmsg'
  const inner = ['strace', '-f', '--seccomp-bpf', '-s', '0', '-o', trace, '-e', calls]
  expect(await selfTestOf(installed.program, { inner })).toMatchObject({ passed: true, failed: [] })
  const outward = execFileSync('sh', ['-c', 'grep AF_INET "$0" || true', trace], { encoding: 'utf8' })
  const lines = outward.split('\n').filter((line) => line !== '')
  // Chromium asks the kernel for its route to IPv6: connect() on a datagram socket, on which nothing is sent.
  const probe = /connect\(\d+, \{sa_family=AF_INET6, .*"2001:4860:4860::8888"/
  expect(lines.filter((line) => !probe.test(line))).toEqual([])
  expect(lines.length).toBeLessThanOrEqual(2)
})
