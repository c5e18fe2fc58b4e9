import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { sourceOf, utf8 } from '../../main/core/bytes.ts'
import { toPem } from '../../main/crypto/pem.ts'
import { phrasesIn } from '../../main/phrases.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { kitPage } from '../../main/verify/kit-page.ts'
import { judgedAt, makeBundle } from '../support/make-bundle.ts'
import { makeOffice } from '../support/pki.ts'

const office = makeOffice()
const name = "Fall 7 - Kamera's Paket.asice"
let bundle: Uint8Array = new Uint8Array()
const pages = { de: '', en: '' }

beforeAll(async () => {
  const clips = [new Uint8Array(150_000).fill(3), Uint8Array.of(1, 2, 3)]
  bundle = await makeBundle(office.identity, { clips, files: [{ name: 'a', bytes: utf8('Bericht') }] })
  const judged = await judgeFile(sourceOf(bundle), { name, trust: office.trust, now: judgedAt })
  await judged.checkWhole({ signal: { aborted: false } })
  for (const language of ['de', 'en'] as const)
    pages[language] = kitPage(judged.facts(), (key, facts) => phrasesIn(language)(`seal.kit.${key}`, facts))
})

/** Runs every command block of the page, in order, as a reader would; the exit code of the first that fails. */
function followed(page: string, bytes: Uint8Array): { readonly code: number | null; readonly said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'asservat-kit-'))
  writeFileSync(join(folder, name), bytes)
  writeFileSync(join(folder, 'root.pem'), toPem(office.root.certificate.der, 'CERTIFICATE'))
  const script = Array.from(page.matchAll(/```sh\n([\s\S]*?)```/g), ([, block = '']) => block).join('\n')
  // Each line must pass: what a reader sees line by line, the shell is told with -e; pipes fail where a part fails.
  const run = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', eachLine(script)], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { code: run.status, said: `${run.stdout}${run.stderr}` }
}

/** `a && b` in a list does not end the shell when `a` fails: put into brackets it does. */
function eachLine(script: string): string {
  return script.replace(/^(?=grep -F|unzip -p "\$BUNDLE" '.*list\.txt)(.*)$/gm, '( $1 )')
}

test('the commands of the page confirm the bundle, in both languages', () => {
  for (const page of Object.values(pages)) {
    const { code, said } = followed(page, bundle)
    expect(said).toContain('CAdES Verification successful')
    expect(said).toContain('clips/0001.mp4 OK')
    expect(code).toBe(0)
  }
  expect(pages.de).not.toContain('seal.kit')
})

test('a tampered copy fails, wherever it was changed', async () => {
  const text = Buffer.from(bundle).toString('latin1')
  const places = [
    '\x03\x03\x03',
    'Bericht',
    '123 Js 45/25',
    'DataObjectReference URI',
    '\x06\x09*\x86H\x86',
  ].map((what) => text.indexOf(what))
  for (const at of places) {
    const copy = bundle.slice()
    copy[at] = (copy[at] ?? 0) ^ 1
    expect({ at, code: followed(pages.en, copy).code === 0 }).toEqual({ at, code: false })
  }
  const other = await makeBundle(makeOffice().identity, { clips: [new Uint8Array(150_000)] })
  expect(followed(pages.en, other).code).not.toBe(0)
})

test('a file added to the container is noticed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asservat-kit-'))
  const path = join(folder, 'x.zip')
  writeFileSync(path, bundle)
  writeFileSync(join(folder, 'extra.txt'), 'x')
  copyFileSync(path, join(folder, 'y.zip'))
  execFileSync('python3', ['-c', 'import zipfile; zipfile.ZipFile("y.zip", "a").write("extra.txt")'], {
    cwd: folder,
  })
  expect(followed(pages.en, readFileSync(join(folder, 'y.zip'))).code).not.toBe(0)
})
