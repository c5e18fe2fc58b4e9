import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownOptions, ownWords, refusedSwitch } from '../main/switches.ts'
import { root } from './support/checkout.ts'

test.each([
  '--remote-debugging-port=9222',
  '-remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--inspect',
  '--inspect-brk=0',
  '--no-sandbox',
  '--js-flags=--expose-gc',
  '--host-rules=MAP * 127.0.0.1',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--proxy-server=socks5://127.0.0.1:1080',
  '--load-extension=/tmp/x',
  '--disable-web-security',
  '--renderer-cmd-prefix=/bin/sh',
  '--gpu-launcher=/bin/sh',
  '--user-data-dir=/tmp/x',
  '--enable-logging',
  '--ignore-certificate-errors',
  '-e',
])('the packed program refuses %s wherever it stands', (word) => {
  expect(refusedSwitch(['bundle.asice', word, '--home', '/tmp/h'], 'linux')).toBe(word)
})

test('on Windows a slash and capitals make a switch as well', () => {
  expect(refusedSwitch(['/Remote-Debugging-Port=1'], 'win32')).toBe('/Remote-Debugging-Port=1')
  expect(refusedSwitch(['/srv/bundle.asice'], 'linux')).toBeUndefined()
})

test('own options and what the desktop adds are let through, and what stands after -- is a file', () => {
  const words = ['a.asice', '--home=/tmp/h', '--force-device-scale-factor=2', '--', '--no-sandbox']
  expect(refusedSwitch(words, 'linux')).toBeUndefined()
  expect(ownWords(['a.asice', '--ozone-platform=x11', '--sample', '--inspect=0'], true)).toEqual([
    'a.asice',
    '--sample',
    '--inspect=0',
  ])
  expect(ownWords(['--inspect=0', '--sample'], false)).toEqual(['--sample'])
})

test('every option of the window and of the verbs with a window is known', () => {
  const read = ['main/ipc/review.ts', 'main/ipc/start.ts'].map((file) =>
    readFileSync(join(root, file), 'utf8'),
  )
  const lists = read.flatMap((text) =>
    [...text.matchAll(/(?:values|flags): \[([^\]]*)\]/g)].map(([, list]) => list),
  )
  const options = [
    ...lists.flatMap((list) => [...(list ?? '').matchAll(/'([\w-]+)'/g)].map(([, name]) => name)),
    ...read.flatMap((text) =>
      [...text.matchAll(/'?([\w-]+)'?: \{ type: '(?:string|boolean)' \}/g)].map(([, name]) => name),
    ),
  ]
  expect(options.length).toBeGreaterThan(8)
  expect(options.filter((name) => !ownOptions.has(name ?? ''))).toEqual([])
})
