import { deflateSync } from 'node:zlib'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { BundleFacts } from '../../main/core/seal/bundle-facts.ts'
import { makeReport, type IssuedReport } from '../../main/report/make-report.ts'
import type { ReportInput, Still } from '../../main/report/report-input.ts'
import { dropUnused } from '../../main/report/pdf/drop-unused.ts'
import { signPdf } from '../../main/report/sign-pdf.ts'
import { sealFiles } from '../../main/verify/seal-files.ts'
import { phrasesIn } from '../../main/phrases.ts'
import { reportBasis } from './report-basis.ts'
import { annotated } from './report-entries.ts'
import type { ReportIdentity } from './report-identity.ts'
import { fontsFolder, printPlainly } from './report-printer.ts'

/** A flat grey picture: what a still is to everything but the eye. */
export function greyPng(width: number, height: number, shade: number): Uint8Array {
  const rows = Buffer.alloc(height * (width + 1), shade)
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

function crc32(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

export const now = new Date('2026-11-23T14:24:51.000Z')

export function reportInput(who: ReportIdentity, changes: Partial<ReportInput> = {}): ReportInput {
  const basis = reportBasis()
  const stills = annotated.map(({ seq }): readonly [number, Still] => {
    return [seq, { png: greyPng(64, 48, 40 * (seq % 5)), width: 64, height: 48, sha256: '', decoder: 'none' }]
  })
  const language = changes.language ?? 'de'
  return {
    number: basis.number,
    language,
    now,
    timeZone: 'Europe/Berlin',
    facts: basis.facts as BundleFacts,
    frameTables: basis.frameTables,
    entries: basis.chosen,
    allEntries: basis.entries,
    ledger: basis.ledger,
    checkpoint: { text: basis.checkpoint, cms: new Uint8Array() },
    extract: '{"format":"asservat-ledger-extract/1"}\n',
    stills: new Map(stills),
    identity: who.identity,
    program: basis.program,
    office: basis.office,
    mandate: basis.mandate,
    purpose: basis.purpose,
    seen: basis.seen,
    broken: basis.broken,
    phrases: phrasesIn(language),
    phrasesIn,
    fontsFolder,
    printToPdf: printPlainly,
    sealFiles: async ({ files, rootPath, identity, now: at }) => {
      const named = files.map(({ path, ...file }) => ({ ...file, name: path, rootfile: path === rootPath }))
      return { ok: true, value: await sealFiles(named, identity, at) }
    },
    ...changes,
  }
}

export async function madeReport(
  who: ReportIdentity,
  changes: Partial<ReportInput> = {},
): Promise<IssuedReport> {
  const input = reportInput(who, changes)
  const cms = await who.identity.signCms(Buffer.from(input.checkpoint.text), now)
  const made = await makeReport({ ...input, checkpoint: { ...input.checkpoint, cms } })
  if (!made.ok) throw new Error(made.failure.code)
  return made.value
}

/** The report with something changed inside, signed anew by the same person: the signature itself is in order. */
export async function resigned(
  report: Uint8Array,
  who: ReportIdentity,
  change: (document: PDFDocument) => void | Promise<void>,
  keepUnused = false,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(emptied(report), { updateMetadata: false })
  await change(document)
  if (!keepUnused) dropUnused(document.context)
  const options = { useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }
  return signPdf(await document.save(options), who.identity)
}

/** The file as it was before signing. */
export function emptied(report: Uint8Array): Buffer {
  const file = Buffer.from(report)
  const contents = file.indexOf('/Contents <30', 0, 'latin1') + '/Contents <'.length
  file.fill('0', contents, file.indexOf('>', contents, 'latin1'))
  const range = file.indexOf('/ByteRange [', 0, 'latin1')
  file.write('/ByteRange [ 0 9999999999 9999999999 9999999999 ]', range, 'latin1')
  return file
}
