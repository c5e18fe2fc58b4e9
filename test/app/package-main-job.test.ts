import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../support/checkout.ts'
import { changedByDpkg, installPackage, selfTestOf, type Installation } from '../support/installed-package.ts'
import { folderForUser, noSandboxReason } from '../support/launch-app.ts'
import { debianPackage, makePackage, plainEnvironment, runAsUser } from '../support/packaged-application.ts'

let installed: Installation
let office = ''

/** The maker's certificate alone is what an office would trust; the key lies beside it to sign with. */
beforeAll(() => {
  const maker = makePackage()
  office = folderForUser('maker')
  copyFileSync(maker.key, join(office, 'key'))
  copyFileSync(maker.certificate, join(office, 'maker.pem'))
  installed = installPackage()
}, 300_000)

const steps = 'files seal window play frames annotate words help report crash damage idle ledger'.split(' ')

describe.skipIf(noSandboxReason !== undefined)(
  `as a user without privileges (${noSandboxReason ?? 'possible'})`,
  () => {
    test('the installed program does the whole main job where there is no network interface at all', async ({
      skip,
    }) => {
      const tried = spawnSync('unshare', ['--net', 'true'])
      if (tried.status !== 0) skip('a namespace without interfaces is refused here')
      expect(await selfTestOf(installed.program, { outer: ['unshare', '--net'] })).toEqual({
        passed: true,
        packaged: true,
        interfaces: [],
        failed: [],
        steps,
      })
    })

    test.each([
      '--remote-debugging-port=9222',
      '--inspect',
      '--no-sandbox',
      '--js-flags=--expose-gc',
      '--host-rules=x',
    ])('started with %s it says why it does not start, and ends', (word) => {
      const { code, err } = runAsUser(installed.program, [word], plainEnvironment())
      expect({ code, named: err.includes(`“${word}”`) || err.includes(`„${word}“`) }).toEqual({
        code: 3,
        named: true,
      })
    })
  },
)

test('the list of files is one that sha256sum reads, and its signature one that openssl accepts', () => {
  const list = join('resources', 'files.sha256')
  const sums = spawnSync('sha256sum', ['--check', '--strict', '--quiet', list], { cwd: installed.folder })
  const words = ['cms', '-verify', '-binary', '-inform', 'DER', '-CAfile', join(office, 'maker.pem')]
  const files = ['-purpose', 'any', '-in', `${list}.p7s`, '-content', list, '-out', '/dev/null']
  const signature = spawnSync('openssl', [...words, ...files], { cwd: installed.folder, encoding: 'utf8' })
  expect({ sums: sums.status, signature: signature.status, said: signature.stderr.trim() }).toEqual({
    sums: 0,
    signature: 0,
    said: 'CMS Verification successful',
  })
})

test('a file that was changed, one that is gone and one put beside are named by the program and by dpkg', () => {
  const whole = runAsUser(installed.program, ['self-check', '--json'], plainEnvironment())
  expect({ code: whole.code, dpkg: changedByDpkg(installed) }).toEqual({ code: 0, dpkg: '' })
  const copy = installPackage()
  const resources = join(copy.folder, 'resources')
  appendFileSync(join(resources, 'app.asar'), 'x')
  rmSync(join(resources, 'sample', 'README.md'))
  writeFileSync(join(resources, 'beside.txt'), 'x')
  const { code, out } = runAsUser(copy.program, ['self-check', '--json'], plainEnvironment())
  const { state, check } = JSON.parse(out) as { state: string; check: Record<string, unknown> }
  expect({ code, state, ...check, files: 0 }).toEqual({
    code: 1,
    state: 'damaged',
    files: 0,
    changed: ['resources/app.asar'],
    missing: ['resources/sample/README.md'],
    added: ['resources/beside.txt'],
  })
  expect(changedByDpkg(copy)).toMatch(/app\.asar[^]*README\.md/)
})

/** A package with its statement, both as the maker signed them. */
function packageToJudge(edit: (statement: { version: string }) => void): string {
  const file = join(folderForUser('update'), 'asservat.deb')
  cpSync(debianPackage, file)
  const statement = JSON.parse(readFileSync(`${debianPackage}.release.json`, 'utf8')) as {
    version: string
    file: string
  }
  statement.file = 'asservat.deb'
  edit(statement)
  writeFileSync(`${file}.release.json`, JSON.stringify(statement))
  const words = [
    'cms',
    '-sign',
    '-binary',
    '-md',
    'sha256',
    '-cades',
    '-outform',
    'DER',
    '-signer',
    join(office, 'maker.pem'),
  ]
  const files = [
    '-inkey',
    join(office, 'key'),
    '-in',
    `${file}.release.json`,
    '-out',
    `${file}.release.json.p7s`,
  ]
  execFileSync('openssl', [...words, ...files])
  return file
}

test('an update is judged by its signature and its version: older ones, changed ones and unknown makers are refused', () => {
  const trust = folderForUser('trust')
  cpSync(join(office, 'maker.pem'), join(trust, 'maker.pem'))
  const judge = (file: string, folder = trust) =>
    runAsUser(installed.program, ['update-check', file, '--trust', folder], plainEnvironment())
  const newer = packageToJudge((statement) => (statement.version = '9.0.0'))
  const older = packageToJudge((statement) => (statement.version = '0.0.9'))
  const changed = packageToJudge((statement) => (statement.version = '9.0.0'))
  appendFileSync(changed, 'x')
  const forged = packageToJudge((statement) => (statement.version = '0.0.9'))
  appendFileSync(`${forged}.release.json`, ' ')
  const answers = { newer, older, same: packageToJudge(() => undefined), changed, forged }
  const codes = Object.entries(answers).map(([name, file]) => [name, judge(file).code])
  const stranger = judge(newer, folderForUser('empty')).code
  expect(Object.fromEntries([...codes, ['stranger', stranger]])).toEqual({
    newer: 0,
    older: 1,
    same: 1,
    changed: 1,
    forged: 1,
    stranger: 2,
  })
})

test('every module that was packed is in the list of materials, and none binds the program by its licence', () => {
  const maps = ['main', 'preload', 'renderer'].flatMap((part) => {
    const folder = join(root, 'build', part)
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.map'),
    )
    return names.map((name) => join(folder, name))
  })
  const sources = maps.flatMap(
    (map) => (JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] }).sources,
  )
  const packed = new Set(
    sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []),
  )
  const bill = JSON.parse(
    readFileSync(join(installed.folder, 'resources', 'legal', 'sbom.cdx.json'), 'utf8'),
  ) as {
    components: {
      name: string
      licenses?: { license?: { name?: string; id?: string }; expression?: string }[]
    }[]
  }
  const known = new Set(bill.components.map(({ name }) => name))
  expect(packed.size).toBeGreaterThan(20)
  expect([...packed].filter((name) => !known.has(name))).toEqual([])
  const licences = bill.components.flatMap(({ name, licenses = [] }) =>
    licenses.map(({ license, expression }) => `${name}: ${expression ?? license?.name ?? license?.id ?? ''}`),
  )
  expect(licences.filter((text) => /GPL/.test(text) && !/ OR /.test(text))).toEqual([])
  expect(existsSync(join(installed.folder, 'resources', 'legal', 'LICENSES.txt'))).toBe(true)
})
