import { mkdir } from 'node:fs/promises'
import { hostname, release, type as osType } from 'node:os'
import { join } from 'node:path'
import { nativeImage } from 'electron'
import { printExtract } from '../core/ledger/extract.ts'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import type { CheckpointFacts, Ledger } from '../core/ledger/ledger.ts'
import type { Failure } from '../core/failure.ts'
import type { OfficeFacts } from '../core/report/report-model.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { utf8 } from '../core/bytes.ts'
import type { CaseFolder } from '../disk/case-folder.ts'
import { writeOnce } from '../disk/write-once.ts'
import { signingObstacle } from '../crypto/may-sign.ts'
import { makeReport, type IssuedReport } from '../report/make-report.ts'
import { readOffice } from '../report/read-office.ts'
import type { Still } from '../report/report-input.ts'
import type { Trust } from '../crypto/trust.ts'
import type { JudgedFile } from '../verify/judged-file.ts'
import { sealFiles } from '../verify/seal-files.ts'
import type { Language, ReportView } from '../../preload/contract/workstation.ts'
import type { ClipRoom } from './clip-room.ts'
import type { Desk } from './desk.ts'

/** What a report is made from, and who signs it. */
export interface ReportOrder {
  readonly desk: Desk
  readonly judged: JudgedFile
  readonly clips: ClipRoom
  readonly ledger: Ledger
  readonly identity: SigningIdentity
  readonly folder: CaseFolder
  readonly language: Language
  /** Ledger numbers of the annotations to print. */
  readonly entries: readonly number[]
}

/** Makes the report, writes it into the case's folder, and only then says in the ledger that it was issued. */
export async function issueReport(order: ReportOrder): Promise<Result<ReportView, Failure>> {
  const chosen = order.ledger
    .entries()
    .filter((entry) => order.entries.includes(entry.seq) && entry.annotation)
  if (chosen.length === 0) return fail({ code: 'report.nothingToReport' })
  const obstacle = signingObstacle(order.identity, trustFor(order), new Date())
  if (obstacle) return fail(obstacle)
  const stills = await stillsOf(order, chosen)
  if (!stills.ok) return stills
  const office = await readOffice(order.desk.home)
  if (!office.ok) return office
  const checkpoint = await order.ledger.checkpoint()
  if (!checkpoint.ok) return checkpoint
  const report = await reportOf(order, chosen, stills.value, checkpoint.value, office.value)
  if (!report.ok) return report
  const files = await writeReport(order.folder, report.value)
  if (!files.ok) return files
  const issued = order.ledger.append('reportSigned', {
    number: report.value.number,
    pdf: report.value.pdfSha256,
    content: report.value.contentSha256,
    bundle: order.judged.facts().manifestSha256,
    entries: chosen.map((entry) => entry.seq),
  })
  return issued.ok ? files : issued
}

/** The sample's people stand in the sample's own lists. */
function trustFor({ identity, desk }: ReportOrder): Trust {
  return identity.sample ? desk.judging.sampleTrust.trust : desk.judging.trust
}

async function stillsOf(
  order: ReportOrder,
  chosen: readonly EntryFacts[],
): Promise<Result<ReadonlyMap<number, Still>, Failure>> {
  const room = await order.desk.frameRoom()
  const stills = new Map<number, Still>()
  for (const { seq, annotation } of chosen) {
    const clip = order.judged.facts().case?.clips.find((known) => known.path === annotation?.clip.path)
    if (!annotation || !clip) continue
    const table = await order.clips.table(clip.number)
    if (!table.ok) return table
    const picture = await room.picture(clip.number, table.value, annotation.from.frame)
    // A frame that cannot be shown is reported without a still; the report's limits say why.
    if (picture.ok) stills.set(seq, picture.value)
  }
  return ok(stills)
}

function reportOf(
  order: ReportOrder,
  chosen: readonly EntryFacts[],
  stills: ReadonlyMap<number, Still>,
  checkpoint: CheckpointFacts,
  office: OfficeFacts | undefined,
): Promise<Result<IssuedReport, Failure>> {
  const { desk, judged, ledger, identity, language } = order
  const entries = ledger.entries()
  return makeReport({
    number: reportNumber(order.folder, entries),
    language,
    now: new Date(),
    facts: judged.facts(),
    frameTables: order.clips.tables(),
    entries: chosen,
    allEntries: entries,
    ledger: ledger.facts(),
    checkpoint: { text: checkpoint.note, cms: checkpoint.cms },
    extract: printExtract(ledger.extract({ size: checkpoint.size, withheld: withheldFrom(entries, chosen) })),
    stills,
    identity,
    program: programFacts(desk),
    ...(office ? { office } : {}),
    broken: brokenByClip(order.clips),
    phrases: desk.phrasesIn(language),
    phrasesIn: desk.phrasesIn,
    fontsFolder: desk.places.fonts,
    printToPdf: desk.printToPdf,
    reduce: smallerPicture,
    sealFiles: async ({ files, rootPath, now }) =>
      ok(
        await sealFiles(
          files.map(({ path, ...file }) => ({ ...file, name: path, rootfile: path === rootPath })),
          identity,
          now,
        ),
      ),
  })
}

/** Unique in the case and readable aloud: year, the case's first letters, running number. */
function reportNumber(folder: CaseFolder, entries: readonly EntryFacts[]): string {
  const issued = entries.filter((entry) => entry.kind === 'reportSigned').length
  return `AV-${new Date().getFullYear()}-${folder.id.slice(0, 8)}-${issued + 1}`
}

/** What was not chosen stays closed: its place in the chain is proved, its words are not shown. */
function withheldFrom(entries: readonly EntryFacts[], chosen: readonly EntryFacts[]): number[] {
  const shown = new Set(chosen.map((entry) => entry.annotation?.id))
  return entries
    .filter((entry) => entry.annotation && !shown.has(entry.annotation.id))
    .map((entry) => entry.seq)
}

function brokenByClip(clips: ClipRoom) {
  const broken = clips.broken()
  return new Map(broken.map(({ clip }) => [clip, broken.filter((chunk) => chunk.clip === clip)]))
}

function programFacts(desk: Desk) {
  return {
    name: 'Asservat',
    version: desk.version,
    build: desk.buildSha256,
    runtime: `Electron ${process.versions['electron'] ?? ''}, Chromium ${process.versions['chrome'] ?? ''}`,
    os: `${osType()} ${release()}`,
    workstation: hostname(),
  }
}

/** For print: the unscaled picture lies in the container. */
async function smallerPicture(png: Uint8Array, width: number): Promise<Uint8Array> {
  const picture = nativeImage.createFromBuffer(Buffer.from(png))
  const fits = picture.getSize().width <= width
  return new Uint8Array((fits ? picture : picture.resize({ width, quality: 'best' })).toJPEG(90))
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
