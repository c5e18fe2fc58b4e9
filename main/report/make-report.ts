import { createHash } from 'node:crypto'
import { canonicalBytes } from '../core/canonical.ts'
import type { Failure } from '../core/failure.ts'
import { buildReport } from '../core/report/build-report.ts'
import { asJson, reportFile, reportPaths } from '../core/report/report-file.ts'
import type * as Report from '../core/report/report-model.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { noTrust } from '../crypto/trust.ts'
import { machineData, stillFiles } from './machine-data.ts'
import { makePdf, stopped } from './make-pdf.ts'
import type { ReportInput, ReportPart } from './report-input.ts'
import { verifyReportPdf } from './verify-pdf.ts'

export interface IssuedReport {
  readonly number: string
  readonly pdf: Uint8Array
  readonly pdfSha256: string
  readonly container: Uint8Array
  readonly contentSha256: string
  /** Everything in the container but its META-INF. */
  readonly files: readonly ReportPart[]
  readonly model: Report.ReportModel
}

const noOffice: Report.OfficeFacts = { name: '', unit: '', address: '', place: '' }

/** A report before it is printed: its model, the files that go with it, and the hash of its content. */
export interface WrittenReport {
  readonly model: Report.ReportModel
  readonly content: ReportPart
  readonly contentSha256: string
  readonly data: readonly ReportPart[]
  readonly stills: readonly ReportPart[]
}

/** The whole report as data. The paper, the preview and the machine data are all made from this. */
export function writeReport(input: ReportInput): Result<WrittenReport, Failure> {
  const stills = stillFiles(input.entries, input.stills)
  const bare = buildReport(basisOf(input, stills.facts))
  if (bare.statements.length === 0) return fail({ code: 'report.nothingToReport' })
  const data = machineData(bare, input)
  const model: Report.ReportModel = { ...bare, annexes: data.map(annexOf) }
  const content = contentPart(canonicalBytes(asJson(model)))
  return ok({ model, content, contentSha256: sha256(content.bytes), data, stills: stills.parts })
}

/** The signed report as PDF and as sealed container. Everything in both comes from one model. */
export async function makeReport(input: ReportInput): Promise<Result<IssuedReport, Failure>> {
  const cancelled = fail({ code: 'report.cancelled' } as const)
  if (stopped(input, 'collect')) return cancelled
  const written = writeReport(input)
  if (!written.ok) return written
  const { model, content, contentSha256, data, stills } = written.value
  if (stopped(input, 'pictures')) return cancelled
  const pdf = await makePdf(input, model, [content, ...data], contentSha256)
  if (!pdf.ok) return pdf
  if (stopped(input, 'check')) return cancelled
  const doubt = await selfCheck(pdf.value, input.now)
  if (doubt !== undefined) return fail({ code: 'report.selfCheckFailed', reason: doubt })
  if (stopped(input, 'seal')) return cancelled
  const inside = [content, ...data, ...stills, pdfPart(pdf.value)]
  const root = reportFile(model, input.language, inside.map(annexOf), contentSha256)
  const files = [
    { path: reportPaths.root, mediaType: 'application/json', bytes: canonicalBytes(root) },
    ...inside,
  ]
  const { identity, now } = input
  const container = await input.sealFiles({ files, rootPath: reportPaths.root, identity, now })
  if (!container.ok) return container
  const pdfSha256 = sha256(pdf.value)
  return ok({
    number: input.number,
    pdf: pdf.value,
    pdfSha256,
    container: container.value,
    contentSha256,
    files,
    model,
  })
}

/** Nothing leaves that we would refuse ourselves. Whom the office trusts is no question of the file's. */
async function selfCheck(pdf: Uint8Array, now: Date): Promise<string | undefined> {
  const { findings, cryptography } = await verifyReportPdf(pdf, { trust: noTrust(), now })
  if (cryptography === 'passed') return undefined
  return findings.find(({ state }) => state !== 'passed')?.reason ?? 'signature.wrong'
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function annexOf({ path, mediaType, bytes }: ReportPart): Report.Annex {
  return { path, mediaType, size: bytes.length, sha256: sha256(bytes) }
}

function contentPart(bytes: Uint8Array): ReportPart {
  return { path: 'content.json', mediaType: 'application/json', bytes }
}

function pdfPart(bytes: Uint8Array): ReportPart {
  return { path: reportPaths.pdf, mediaType: 'application/pdf', bytes }
}

function basisOf(input: ReportInput, stills: ReadonlyMap<number, Report.StillFacts>) {
  return {
    number: input.number,
    issuedAt: input.now.toISOString(),
    timeZone: input.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    sample: input.identity.sample,
    office: input.office ?? noOffice,
    mandate: input.mandate ?? null,
    purpose: input.purpose ?? null,
    recipients: input.recipients ?? [],
    categories: input.categories ?? [],
    reviewer: input.identity.facts,
    program: input.program,
    facts: input.facts,
    frameTables: input.frameTables,
    chosen: input.entries,
    entries: input.allEntries,
    ledger: input.ledger,
    checkpoint: input.checkpoint.text,
    stills,
    seen: input.seen ?? new Map(),
    broken: input.broken ?? new Map(),
    annexes: [],
  }
}
