import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { utf8 } from '../core/bytes.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { signingObstacle } from '../crypto/may-sign.ts'
import type { Trust } from '../crypto/trust.ts'
import type { CaseFolder } from '../disk/case-folder.ts'
import { readExchangeSettings } from '../disk/exchange-settings.ts'
import { writeOnce } from '../disk/write-once.ts'
import { makeReport, type IssuedReport } from '../report/make-report.ts'
import { previewHtml } from '../report/preview.ts'
import type { ReportView } from '../../preload/contract/workstation.ts'
import { exchangeOf } from './exchange-of-case.ts'
import { gather, type ReportOrder } from './report-order.ts'

/** Makes the report, writes it into the case's folder, and only then says in the ledger that it was issued. */
export async function issueReport(order: ReportOrder): Promise<Result<ReportView, Failure>> {
  const obstacle = signingObstacle(order.identity, trustFor(order), new Date())
  if (obstacle) return fail(obstacle)
  const unsupervised = await supervisionMissing(order)
  if (unsupervised) return fail(unsupervised)
  const checkpoint = await order.ledger.checkpoint()
  if (!checkpoint.ok) return checkpoint
  const input = await gather(order, checkpoint.value)
  if (!input.ok) return input
  const report = await makeReport(input.value)
  if (!report.ok) return report
  const files = await writeReport(order.folder, report.value)
  if (!files.ok) return files
  const issued = order.ledger.append('reportSigned', {
    number: report.value.number,
    pdf: report.value.pdfSha256,
    content: report.value.contentSha256,
    bundle: order.judged.facts().manifestSha256,
    entries: input.value.entries.map((entry) => entry.seq),
    recipients: [...(order.recipients ?? [])],
    previous: report.value.model.previous?.number ?? null,
  })
  return issued.ok ? files : issued
}

/** Where the office wants it, nothing leaves before somebody else has assented to all that the report uses. */
async function supervisionMissing(order: ReportOrder): Promise<Failure | undefined> {
  const { desk, folder, ledger, identity } = order
  const { supervisorBeforeReport } = await readExchangeSettings(desk.home, desk.judging.policy)
  if (!supervisorBeforeReport) return undefined
  const upTo = Math.max(0, ...order.entries)
  const given = await exchangeOf(desk, folder, ledger, identity).isSupervised(upTo)
  if (!given.ok) return given.failure
  return given.value ? undefined : { code: 'report.notSupervised', entry: upTo }
}

/** The page that would be printed, marked as a draft: same blocks, nothing signed, nothing written. */
export async function previewReport(order: ReportOrder): Promise<Result<string, Failure>> {
  // The checkpoint is made when the report is.
  const unsigned = { size: order.ledger.facts().entries, note: '', cms: new Uint8Array() }
  const input = await gather(order, unsigned)
  return input.ok ? previewHtml(input.value) : input
}

/** The sample's people stand in the sample's own lists. */
function trustFor({ identity, desk }: ReportOrder): Trust {
  return identity.sample ? desk.judging.sampleTrust.trust : desk.judging.trust
}

async function writeReport(folder: CaseFolder, report: IssuedReport): Promise<Result<ReportView, Failure>> {
  const inside = join(folder.reports, report.number)
  await mkdir(inside, { recursive: true })
  const view = {
    pdf: join(inside, 'report.pdf'),
    container: join(inside, 'report.asice'),
    pdfSha256: report.pdfSha256,
    number: report.number,
  }
  const pdf = await writeOnce(view.pdf, report.pdf)
  if (!pdf.ok) return pdf
  const container = await writeOnce(view.container, report.container)
  if (!container.ok) return container
  const digest = await writeOnce(join(inside, 'report.pdf.sha256'), utf8(`${report.pdfSha256}  report.pdf\n`))
  return digest.ok ? ok(view) : digest
}
