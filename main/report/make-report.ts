import { createHash } from 'node:crypto'
import { canonicalBytes } from '../core/canonical.ts'
import type { FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import type { EntryFacts, LedgerFacts } from '../core/ledger/entry-facts.ts'
import { buildReport } from '../core/report/build-report.ts'
import { commonName } from '../core/report/names.ts'
import { annexKind } from '../core/report/proof-blocks.ts'
import { reportBlocks } from '../core/report/report-blocks.ts'
import { asJson, reportFile, reportPaths } from '../core/report/report-file.ts'
import type * as Report from '../core/report/report-model.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { readReportFonts } from './fonts.ts'
import { machineData, stillFiles, type ReportPart } from './machine-data.ts'
import { finishPdf, type Finishing } from './post-process.ts'
import { reportHtml, type ShownPicture } from './report-html.ts'
import { signPdf } from './sign-pdf.ts'
import type { Phrases, Writing } from './writing.ts'

/** A decoded frame of an entry, unscaled. */
export interface Still {
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
  /** Of the PNG, lower-case hex. */
  readonly sha256: string
  /** Decoder and pixel format: other settings give another picture hash. */
  readonly decoder: string
}

export interface ReportInput {
  readonly number: string
  readonly language: 'de' | 'en'
  readonly now: Date
  /** IANA name; the workstation's by default. */
  readonly timeZone?: string
  readonly facts: BundleFacts
  /** By clip number. */
  readonly frameTables: ReadonlyMap<number, FrameTable>
  /** The annotations to print. */
  readonly entries: readonly EntryFacts[]
  /** The whole ledger. */
  readonly allEntries: readonly EntryFacts[]
  readonly ledger: LedgerFacts
  readonly checkpoint: { readonly text: string; readonly cms: Uint8Array }
  /** JSON lines. */
  readonly extract: string
  /** By entry. */
  readonly stills: ReadonlyMap<number, Still>
  readonly identity: SigningIdentity
  readonly program: Report.ProgramFacts
  readonly office?: Report.OfficeFacts
  readonly mandate?: string | null
  readonly purpose?: string | null
  /** Frames that were on screen, by clip number. */
  readonly seen?: ReadonlyMap<number, readonly Report.FrameSpan[]>
  readonly broken?: ReadonlyMap<number, readonly Report.BrokenSpan[]>
  /** In the report's language; facts go in unescaped. */
  readonly phrases: Phrases
  /** In both languages, for the instructions that lie beside the report. */
  readonly phrasesIn: (language: 'de' | 'en') => Phrases
  /** Folder of the program's WOFF files. */
  readonly fontsFolder: string
  readonly printToPdf: (html: string) => Promise<Uint8Array>
  /** A JPEG at most `width` pixels wide, so that a long report stays small; without it the PNG is printed. */
  readonly reduce?: (png: Uint8Array, width: number) => Promise<Uint8Array>
  readonly sealFiles: SealFiles
}

/** Seals files as an ASiC-E container in memory; the one at `rootPath` says what the container is. */
export type SealFiles = (input: {
  readonly files: readonly ReportPart[]
  readonly rootPath: string
  readonly identity: SigningIdentity
  readonly now: Date
}) => Promise<Result<Uint8Array, Failure>>

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

/** Widest picture in the PDF, in pixels: 300 dots an inch in half a column. */
const shownWidth = 1200

/** The signed report as PDF and as sealed container. Everything in both comes from one model. */
export async function makeReport(input: ReportInput): Promise<Result<IssuedReport, Failure>> {
  const stills = stillFiles(input.entries, input.stills)
  const bare = buildReport(basisOf(input, stills.facts))
  if (bare.statements.length === 0) return fail({ code: 'report.nothingToReport' })
  const data = machineData(bare, input)
  const model: Report.ReportModel = { ...bare, annexes: data.map(annexOf) }
  const content = canonicalBytes(asJson(model))
  const contentSha256 = sha256(content)
  const pdf = await makePdf(input, model, [contentPart(content), ...data], contentSha256)
  if (!pdf.ok) return pdf
  const inside = [contentPart(content), ...data, ...stills.parts, pdfPart(pdf.value)]
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

async function makePdf(
  input: ReportInput,
  model: Report.ReportModel,
  attachments: readonly ReportPart[],
  contentSha256: string,
): Promise<Result<Uint8Array, Failure>> {
  const writing: Writing = { language: input.language, phrases: input.phrases, timeZone: model.timeZone }
  const fonts = await readReportFonts(input.fontsFolder)
  const title = `${writing.phrases('report.title', {})} ${model.number}`
  const description = [model.matter.fileNumber, model.matter.title].filter((part) => part !== '').join(' – ')
  const pictures = await shownPictures(input)
  const page = { writing, fontFaces: fonts.css, title, description, pictures }
  const html = reportHtml(reportBlocks(model, contentSha256), page)
  const finishing = finishingOf(model, writing, { title, description, contentSha256, attachments, fonts })
  try {
    const finished = await finishPdf(await input.printToPdf(html), finishing)
    return ok(await signPdf(finished, input.identity))
  } catch (error) {
    // The printer is a foreign engine: what it could not do, the user can try again.
    if (error instanceof Error && /print/i.test(error.message)) return fail({ code: 'report.renderFailed' })
    throw error
  }
}

async function shownPictures({ stills, reduce }: ReportInput): Promise<ReadonlyMap<number, ShownPicture>> {
  const shown = new Map<number, ShownPicture>()
  for (const [entry, still] of stills) {
    const jpeg = reduce ? await reduce(still.png, shownWidth) : undefined
    const source = jpeg ? { type: 'image/jpeg', bytes: jpeg } : { type: 'image/png', bytes: still.png }
    const uri = `data:${source.type};base64,${Buffer.from(source.bytes).toString('base64')}`
    shown.set(entry, { uri, reduced: jpeg !== undefined && still.width > shownWidth })
  }
  return shown
}

function finishingOf(
  model: Report.ReportModel,
  { language, phrases }: Writing,
  made: {
    readonly title: string
    readonly description: string
    readonly contentSha256: string
    readonly attachments: readonly ReportPart[]
    readonly fonts: Finishing['fonts']
  },
): Finishing {
  const { matter, number, office, reviewer, sample } = model
  const signer = commonName(reviewer.subject)
  const references = [phrases('report.runningCase', { fileNumber: matter.fileNumber }), matter.incident]
  return {
    metadata: {
      title: made.title,
      description: made.description,
      creator: signer,
      language,
      createdAt: new Date(model.issuedAt),
      contentSha256: made.contentSha256,
      number,
      manifestSha256: model.bundle.manifestSha256,
    },
    producer: `${model.program.name} ${model.program.version}`,
    heads: {
      left: references.filter((part) => part !== '').join(' · '),
      right: phrases('report.runningReport', { number }),
      foot: phrases('report.runningHash', { hash: made.contentSha256.replace(/.{8}(?=.)/g, '$& ') }),
      page: (at, count) => phrases('report.page', { page: String(at), pages: String(count) }),
      mark: sample ? phrases('report.sampleMark', {}) : null,
    },
    attachments: made.attachments.map((part) => ({
      ...part,
      description: phrases(`report.annex.${annexKind(part.path)}`, {}),
    })),
    signature: {
      signer,
      reason: phrases('report.reason', { number }),
      place: office.place,
      label: phrases('report.fieldLabel', {}),
    },
    fonts: made.fonts,
  }
}
