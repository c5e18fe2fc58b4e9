import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalBytes, type Json } from '../../main/core/canonical.ts'
import { sourceOf } from '../../main/core/bytes.ts'
import { packContainer } from '../../main/core/container/pack-container.ts'
import { isReportContainer, judgeReportContainer, judgeReportPdf } from '../../main/report/judge-report.ts'
import type { IssuedReport } from '../../main/report/make-report.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { sealFiles, type FileToSeal } from '../../main/verify/seal-files.ts'
import { madeReport, now } from '../support/made-report.ts'
import { makeReportIdentity } from '../support/report-identity.ts'

const reviewer = makeReportIdentity('ec')
let report: IssuedReport

beforeAll(async () => {
  report = await madeReport(reviewer)
})

async function judged(container: Uint8Array) {
  const terms = { name: 'report.asice', trust: reviewer.trust, now: new Date() }
  const file = await judgeFile(sourceOf(container), terms)
  await file.checkWhole({ signal: new AbortController().signal })
  expect(isReportContainer(file.facts())).toBe(true)
  const facts = await judgeReportContainer(file.facts(), (path) => file.readFile(path), terms)
  const open = facts.findings.filter(({ state }) => state !== 'passed')
  return { verdict: facts.verdict, reasons: [...new Set(open.map(({ reason }) => reason))], facts }
}

/** The container with some files exchanged, sealed anew by the same person. */
function resealed(change: (path: string, bytes: Uint8Array) => Uint8Array | undefined): Promise<Uint8Array> {
  const files = report.files.flatMap(({ path, bytes, mediaType }) => {
    const changed = change(path, bytes)
    return changed ? [{ name: path, bytes: changed, mediaType, rootfile: path === 'report.json' }] : []
  })
  return sealFiles(files, reviewer.identity, now)
}

const untrusted = ['chain.notAnchored']

function otherIdentity() {
  return makeReportIdentity('ec').identity
}

/** The files with some exchanged, and a root that names what is there now. */
function rewritten(change: (path: string, bytes: Uint8Array) => Uint8Array, bundle?: string): FileToSeal[] {
  const files = report.files.map(({ path, bytes, mediaType }) => ({
    name: path,
    bytes: change(path, bytes),
    mediaType,
    rootfile: path === 'report.json',
  }))
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  const byName = new Map(files.map(({ name, bytes }) => [name, bytes]))
  return files.map((file) => {
    if (!file.rootfile) return file
    const root = JSON.parse(Buffer.from(file.bytes).toString()) as Root
    const listed = root.files.map((one) => {
      const bytes = byName.get(one.path) ?? new Uint8Array()
      return { ...one, size: bytes.length, sha256: hash(bytes) }
    })
    const inputs = root.inputs.map((one) => (bundle === undefined ? one : { ...one, manifestSha256: bundle }))
    return { ...file, bytes: canonicalBytes({ ...root, inputs, files: listed }) }
  })
}

interface Root {
  readonly [name: string]: Json
  readonly files: readonly { readonly [name: string]: Json; readonly path: string }[]
  readonly inputs: readonly { readonly [name: string]: Json }[]
}

test('a report container passes, with the signers of container and PDF', async () => {
  const { verdict, reasons, facts } = await judged(report.container)
  expect({ verdict, reasons, signatures: facts.signers.map(({ signature }) => signature) }).toEqual({
    verdict: { indication: 'TOTAL-PASSED', subIndication: null },
    reasons: [],
    signatures: ['META-INF/signature001.p7s', 'report.pdf'],
  })
})

test('the PDF alone is judged in the same form', async () => {
  const facts = await judgeReportPdf(report.pdf, {
    name: 'report.pdf',
    trust: reviewer.trust,
    now: new Date(),
  })
  expect({ verdict: facts.verdict.indication, files: facts.files }).toEqual({
    verdict: 'TOTAL-PASSED',
    files: [
      {
        path: 'report.pdf',
        size: report.pdf.length,
        covered: true,
        state: 'ok',
        sha256: report.pdfSha256,
        digests: [],
      },
    ],
  })
})

test('a PDF that nobody signed is indeterminate, not broken', async () => {
  const { PDFDocument } = await import('@cantoo/pdf-lib')
  const plain = await PDFDocument.create()
  plain.addPage()
  const bytes = await plain.save({ useObjectStreams: false })
  const facts = await judgeReportPdf(bytes, { name: 'letter.pdf', trust: reviewer.trust, now: new Date() })
  expect({ verdict: facts.verdict, cryptography: facts.cryptography }).toEqual({
    verdict: { indication: 'INDETERMINATE', subIndication: 'NO_SIGNATURE_FOUND' },
    cryptography: 'notChecked',
  })
})

describe('sealed anew with something exchanged', () => {
  test('the PDF of another report', async () => {
    const other = await madeReport(reviewer, { mandate: 'Ein anderer Auftrag' })
    const copy = await resealed((path, bytes) => (path === 'report.pdf' ? other.pdf : bytes))
    // What lies beside it is not what it encloses either.
    expect((await judged(copy)).reasons).toEqual(['report.pdfChanged', 'report.container'])
  })

  test('an exported table', async () => {
    const copy = await resealed((path, bytes) => (path === 'annotations.csv' ? Buffer.from('empty') : bytes))
    expect((await judged(copy)).reasons).toEqual(['report.container'])
  })

  test('a still left out', async () => {
    const copy = await resealed((path, bytes) => (path === 'stills/entry-0004.png' ? undefined : bytes))
    expect((await judged(copy)).reasons).toEqual(['report.container'])
  })

  test('by a colleague with data of his own beside the paper', async () => {
    const colleague = { ...reviewer.identity, ...otherIdentity() }
    const files = rewritten((path, bytes) => (path === 'annotations.csv' ? Buffer.from('empty') : bytes))
    expect((await judged(await sealFiles(files, colleague, now))).reasons).toEqual([
      ...untrusted,
      'report.container',
      'report.otherSigner',
    ])
  })

  test('data beside the paper that the root names and the paper does not', async () => {
    const files = rewritten((path, bytes) => (path === 'annotations.csv' ? Buffer.from('empty') : bytes))
    expect((await judged(await sealFiles(files, reviewer.identity, now))).reasons).toEqual([
      'report.container',
    ])
  })

  test('a root that names another bundle than the paper does', async () => {
    const files = rewritten((_path, bytes) => bytes, 'ab'.repeat(32))
    expect((await judged(await sealFiles(files, reviewer.identity, now))).reasons).toEqual(['report.input'])
  })

  test('a root that names no input', async () => {
    const copy = await resealed((path, bytes) => {
      if (path !== 'report.json') return bytes
      const root = JSON.parse(Buffer.from(bytes).toString()) as { [name: string]: Json }
      return canonicalBytes({ ...root, inputs: [] })
    })
    expect((await judged(copy)).reasons).toEqual(['report.container'])
  })
})

describe('the enclosed instructions, run as they are written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'check-'))

  /** Each block of commands, run one after the other in the folder. */
  function run(container: Uint8Array, bundle: string): readonly (number | null)[] {
    const here = mkdtempSync(join(folder, 'run-'))
    writeFileSync(join(here, 'report.asice'), container)
    writeFileSync(join(here, 'root.pem'), reviewer.root)
    const text = report.files.find(({ path }) => path === 'CHECK.de.md')?.bytes ?? new Uint8Array()
    const blocks = [
      ...Buffer.from(text)
        .toString()
        .matchAll(/```sh\n([\s\S]*?)```/g),
    ].map(([, block = '']) => block)
    const env = { ...process.env, BUNDLE: bundle }
    const results = blocks.map((block) => spawnSync('sh', ['-e', '-c', block], { cwd: here, env }))
    return results.map(({ status }) => status)
  }

  test('an untouched report passes every step, and so does the bundle it speaks of', () => {
    const bundle = join(folder, 'bundle.asice')
    writeFileSync(
      bundle,
      packContainer([{ name: 'META-INF/ASiCManifest001.xml', bytes: Buffer.from('manifest') }]),
    )
    expect(run(report.container, bundle)).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('another bundle fails at the bundle', () => {
    const bundle = join(folder, 'other.asice')
    writeFileSync(
      bundle,
      packContainer([{ name: 'META-INF/ASiCManifest001.xml', bytes: Buffer.from('other') }]),
    )
    expect(run(report.container, bundle)).toEqual([0, 0, 0, 0, 0, 1])
  })

  test('a still exchanged in the container fails at the files', () => {
    const copy = Buffer.from(report.container)
    const at = copy.indexOf('\x89PNG', 0, 'latin1') + 60
    copy[at] = (copy[at] ?? 0) ^ 1
    expect(run(copy, '/dev/null')[1]).not.toBe(0)
  })

  test('a file that the manifest does not name fails at the files', () => {
    const container = join(folder, 'whole.asice')
    writeFileSync(container, report.container)
    const meta = ['META-INF/ASiCManifest001.xml', 'META-INF/signature001.p7s'].map((name) => {
      return { name, bytes: Uint8Array.from(spawnSync('unzip', ['-p', container, name]).stdout) }
    })
    const files = report.files.map(({ path, bytes }) => ({ name: path, bytes }))
    const more = { name: 'note.txt', bytes: Buffer.from('not sealed') }
    const results = run(packContainer([...files, more, ...meta]), '/dev/null')
    expect([results[0], results[1] === 0]).toEqual([0, false])
  })

  test('a changed PDF fails at the PDF', () => {
    const copy = Buffer.from(report.container)
    const at = copy.indexOf('/Reason <FEFF', 0, 'latin1') + 16
    copy[at] = 0x35
    expect(run(copy, '/dev/null')[2]).not.toBe(0)
  })
})
