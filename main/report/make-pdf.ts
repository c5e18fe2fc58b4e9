import { commonName } from '../core/report/names.ts'
import type { Failure } from '../core/failure.ts'
import { annexKind } from '../core/report/proof-blocks.ts'
import { reportBlocks } from '../core/report/report-blocks.ts'
import type * as Report from '../core/report/report-model.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { readReportFonts } from './fonts.ts'
import { finishPdf, type Finishing } from './post-process.ts'
import { reportHtml, type Page, type ShownPicture } from './report-html.ts'
import type { ReportInput, ReportPart, ReportStep } from './report-input.ts'
import { signPdf } from './sign-pdf.ts'
import type { Writing } from './writing.ts'

/** Widest picture in the PDF, in pixels: 300 dots an inch in half a column. */
const shownWidth = 1200

/** The printed, finished and signed PDF of a model, with the files attached. */
export async function makePdf(
  input: ReportInput,
  model: Report.ReportModel,
  attachments: readonly ReportPart[],
  contentSha256: string,
): Promise<Result<Uint8Array, Failure>> {
  const fonts = await readReportFonts(input.fontsFolder)
  const page = await pageOf(input, model, fonts.css)
  const { writing, title, description } = page
  if (stopped(input, 'print')) return fail({ code: 'report.cancelled' })
  const html = reportHtml(reportBlocks(model, contentSha256), page)
  const finishing = finishingOf(model, writing, { title, description, contentSha256, attachments, fonts })
  try {
    const printed = await input.printToPdf(html)
    if (stopped(input, 'sign')) return fail({ code: 'report.cancelled' })
    return ok(await signPdf(await finishPdf(printed, finishing), input.identity))
  } catch (error) {
    // The printer is a foreign engine: what it could not do, the user can try again.
    if (error instanceof Error && /print/i.test(error.message)) return fail({ code: 'report.renderFailed' })
    throw error
  }
}

/** How the blocks of a model are written on a page, with the stills at the size of print. */
export async function pageOf(
  input: ReportInput,
  model: Report.ReportModel,
  fontFaces: string,
): Promise<Page> {
  const writing: Writing = { language: input.language, phrases: input.phrases, timeZone: model.timeZone }
  const title = `${writing.phrases('report.title', {})} ${model.number}`
  const description = [model.matter.fileNumber, model.matter.title].filter((part) => part !== '').join(' – ')
  return { writing, fontFaces, title, description, pictures: await shownPictures(input) }
}

/** Tells that a step begins; true when nobody wants the report any more. */
export function stopped({ signal, onStep }: ReportInput, step: ReportStep): boolean {
  if (signal?.aborted) return true
  onStep?.(step)
  return false
}

async function shownPictures({
  stills,
  reduce,
  signal,
}: ReportInput): Promise<ReadonlyMap<number, ShownPicture>> {
  const shown = new Map<number, ShownPicture>()
  for (const [entry, still] of stills) {
    if (signal?.aborted) break
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
