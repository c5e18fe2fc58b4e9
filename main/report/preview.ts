import type { Block } from '../core/report/blocks.ts'
import { say } from '../core/report/blocks.ts'
import type { Failure } from '../core/failure.ts'
import { reportBlocks } from '../core/report/report-blocks.ts'
import { ok, type Result } from '../core/result.ts'
import { readReportFonts } from './fonts.ts'
import { pageOf } from './make-pdf.ts'
import { writeReport } from './make-report.ts'
import { reportHtml } from './report-html.ts'
import type { ReportInput } from './report-input.ts'

/** The page that would be printed, from the same blocks, with a notice above it that nothing is signed yet. */
export async function previewHtml(input: ReportInput): Promise<Result<string, Failure>> {
  const written = writeReport(input)
  if (!written.ok) return written
  const { model, contentSha256 } = written.value
  const fonts = await readReportFonts(input.fontsFolder)
  const page = await pageOf(input, model, fonts.css)
  const draft: Block = { block: 'notice', text: say('draftNotice') }
  const title = input.phrases('report.previewTitle', {})
  return ok(reportHtml([draft, ...reportBlocks(model, contentSha256)], { ...page, title }))
}
