import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sourceOf, utf8 } from '../../main/core/bytes.ts'
import { checkedKind, checkSteps } from '../../main/core/seal/check-commands.ts'
import type { BundleFacts } from '../../main/core/seal/bundle-facts.ts'
import { printManifest } from '../../main/core/container/asic-manifest.ts'
import { packContainer } from '../../main/core/container/pack-container.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { toPem } from '../../main/crypto/pem.ts'
import { judgeReportPdf } from '../../main/report/judge-report.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { root } from '../support/checkout.ts'
import { makeCms } from '../support/cms.ts'
import { madeReport } from '../support/made-report.ts'
import { judgedAt, makeBundle } from '../support/make-bundle.ts'
import { makeOffice, trustIn } from '../support/pki.ts'
import { makeReportIdentity } from '../support/report-identity.ts'

const office = makeOffice()
const corpus = join(root, '..', 'shared', 'corpus')

/** Files of the folder in which somebody follows the commands. */
type Files = Readonly<Record<string, Uint8Array>>

/** Follows the steps that are shown for a file, with the real tools; undefined when none fails. */
function firstFailing(facts: BundleFacts, files: Files): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'check-yourself-'))
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
  writeFileSync(join(folder, 'root.pem'), toPem(office.root.certificate.der, 'CERTIFICATE'))
  const before: string[] = []
  for (const { key, commands } of checkSteps(facts)) {
    // What a reader does line by line; a list `a && b` fails with its first part, a pipe with any.
    const block = key === 'contents' ? [commands.join('\n')] : commands
    for (const command of block) {
      const isSetting = /^[A-Z]+=/.test(command)
      if (isSetting) before.push(command)
      const script = ['set -o pipefail', ...before, isSetting ? '' : command].join('\n')
      const { status } = spawnSync('bash', ['-c', script], { cwd: folder })
      if (!isSetting && status !== 0) return key
    }
  }
  return undefined
}

async function judged(bytes: Uint8Array, name: string, content?: Uint8Array): Promise<BundleFacts> {
  const file = await judgeFile(sourceOf(bytes), {
    name,
    trust: office.trust,
    now: judgedAt,
    ...(content ? { content: sourceOf(content) } : {}),
  })
  await file.checkWhole({ signal: { aborted: false } })
  return file.facts()
}

/** The bytes with the first byte of a text exchanged. */
function altered(bytes: Uint8Array, text: string): Uint8Array {
  const copy = Buffer.from(bytes)
  const at = copy.indexOf(text, 0, 'latin1')
  expect(at).toBeGreaterThan(0)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

describe('the commands shown for a bundle of ours', () => {
  let bundle = new Uint8Array()
  let facts: BundleFacts
  beforeAll(async () => {
    const clips = [new Uint8Array(150_000).fill(7)]
    bundle = new Uint8Array(
      await makeBundle(office.identity, { clips, files: [{ name: 'a', bytes: utf8('Bericht') }] }),
    )
    facts = await judged(bundle, "Kamera's Paket.asice")
  })

  test('confirm it', () => {
    expect(checkedKind(facts)).toBe('own')
    expect(firstFailing(facts, { [facts.name]: bundle })).toBeUndefined()
  })

  test.each([
    ['a clip', '\x07\x07\x07', 'files'],
    ['a document', 'Bericht', 'files'],
    ['the manifest', 'DigestValue>', 'prepare'],
  ])('stop at %s that was changed', (_, text, step) => {
    expect(firstFailing(facts, { [facts.name]: altered(bundle, text) })).toBe(step)
  })
})

describe('the commands shown for a report', () => {
  const reviewer = makeReportIdentity('ec')
  let pdf = new Uint8Array()
  beforeAll(async () => {
    pdf = new Uint8Array((await madeReport(reviewer)).pdf)
  })

  test('confirm the PDF, and stop at one that was changed', async () => {
    const facts = await judgeReportPdf(pdf, { name: 'report.pdf', trust: reviewer.trust, now: new Date() })
    expect(checkedKind(facts)).toBe('pdf')
    expect(firstFailing(facts, { 'report.pdf': pdf })).toBeUndefined()
    expect(firstFailing(facts, { 'report.pdf': altered(pdf, 'endstream') })).toBe('fileDigest')
  })
})

test('the commands shown for a bare signature confirm it beside its content, and stop at another content', async () => {
  const content = utf8('Protokoll')
  const cms = makeCms({ content, signer: office.device })
  const facts = await judged(cms, 'protokoll.txt.p7s', content)
  expect(checkedKind(facts)).toBe('cms')
  const files = { 'protokoll.txt.p7s': cms, 'protokoll.txt': content }
  expect(firstFailing(facts, files)).toBeUndefined()
  expect(firstFailing(facts, { ...files, 'protokoll.txt': utf8('protokoll') })).toBe('match')
})

test('no name of a file is a line of the shell to whoever follows the commands', async () => {
  const names = [
    '-x',
    'END',
    'FIN; touch caught',
    "G'; touch caught; '",
    '$(touch caught)',
    '`touch caught`',
    'a[1].txt',
  ]
  const files = names.map((name) => ({ name, bytes: utf8(name) }))
  const manifest = printManifest(
    'META-INF/signature.p7s',
    files.map(({ name, bytes }) => ({
      path: name,
      mediaType: 'a/b',
      rootfile: false,
      sha256: sha256(bytes),
    })),
  )
  const bytes = packContainer([
    { name: 'mimetype', bytes: utf8('application/vnd.etsi.asic-e+zip') },
    ...files,
    { name: 'META-INF/ASiCManifest.xml', bytes: manifest },
    { name: 'META-INF/signature.p7s', bytes: makeCms({ content: manifest, signer: office.device }) },
  ])
  const facts = await judged(bytes, "-o'; touch caught; '.asice")
  const folder = mkdtempSync(join(tmpdir(), 'check-hostile-'))
  writeFileSync(join(folder, facts.name), bytes)
  const script = ['set -e -o pipefail', ...checkSteps(facts).flatMap(({ commands }) => commands)].join('\n')
  const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' })
  expect([status, stderr.includes('not found'), existsSync(join(folder, 'caught'))]).toEqual([
    0,
    false,
    false,
  ])
})

test('nothing is shown for what nobody signed', async () => {
  expect(checkSteps(await judged(utf8('no container'), 'x.asice'))).toEqual([])
})

// Needs the containers of others that lie beside the checkout.
describe.skipIf(!existsSync(join(corpus, 'seals.tsv')))(
  'the commands shown for a container of others',
  () => {
    const lines = existsSync(join(corpus, 'seals.tsv'))
      ? readFileSync(join(corpus, 'seals.tsv'), 'utf8').trim().split('\n').slice(1)
      : []
    const containers = lines
      .map((line) => line.split('\t'))
      .filter(([, , kind = '']) => /^ASiC-[ES] CAdES/.test(kind))
      .map((columns) => ({ path: columns[0] ?? '', intact: columns[9] ?? '' }))

    test.each(['yes', 'no'])('agree with what is known of it: %s', async (intact) => {
      // Every broken one; of the intact ones so many that it stays quick.
      const some = containers.filter((one, i) => one.intact === intact && (intact === 'no' || i % 4 === 0))
      expect(some.length).toBeGreaterThan(2)
      const answers = await Promise.all(
        some.map(async ({ path }) => {
          const bytes = new Uint8Array(readFileSync(join(corpus, path)))
          const file = await judgeFile(sourceOf(bytes), {
            name: basename(path),
            trust: trustIn([], []),
            now: new Date(),
          })
          await file.checkWhole({ signal: { aborted: false } })
          return firstFailing(file.facts(), { [basename(path)]: bytes }) === undefined
        }),
      )
      expect(answers).toEqual(some.map(() => intact === 'yes'))
    })
  },
)
