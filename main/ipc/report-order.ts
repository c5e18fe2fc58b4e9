import { isTranscript } from '../core/annotation/transcript.ts'
import { hostname, release, type as osType } from 'node:os'
import { nativeImage } from 'electron'
import { coverageOf, framesSeen } from '../core/access/coverage.ts'
import type { CancelSignal } from '../core/bytes.ts'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { printExtract } from '../core/ledger/extract.ts'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import type { CheckpointFacts, Ledger } from '../core/ledger/ledger.ts'
import type { Office } from '../core/office/office.ts'
import type { FrameSpan } from '../core/report/report-model.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import type { CaseFolder } from '../disk/case-folder.ts'
import type { ReportInput, ReportStep, Still } from '../report/report-input.ts'
import { readOffice } from '../report/read-office.ts'
import type { JudgedFile } from '../verify/judged-file.ts'
import { sealFiles } from '../verify/seal-files.ts'
import type { ClipRoom } from './clip-room.ts'
import type { Desk } from './desk.ts'

/** What a reviewer wants of a report. */
export interface ReportWish {
  readonly language: Language
  /** Ledger numbers of the annotations to print. */
  readonly entries: readonly number[]
  readonly mandate?: string
  readonly purpose?: string
  readonly recipients?: readonly string[]
  readonly signal?: CancelSignal
  /** Told of each step, and of each still on the way. */
  readonly onStep?: (step: ReportStep, done: number, total: number) => void
}

/** What a report is made from, and who signs it. */
export interface ReportOrder extends ReportWish {
  readonly desk: Desk
  readonly judged: JudgedFile
  readonly clips: ClipRoom
  readonly ledger: Ledger
  readonly identity: SigningIdentity
  readonly folder: CaseFolder
}

type ReportedCheckpoint = Pick<CheckpointFacts, 'size' | 'note' | 'cms'>

/** Everything that the report is made of, gathered; nothing is signed and nothing is written. */
export async function gather(
  order: ReportOrder,
  checkpoint: ReportedCheckpoint,
): Promise<Result<ReportInput, Failure>> {
  const chosen = chosenEntries(order)
  if (chosen.length === 0) return fail({ code: 'report.nothingToReport' })
  const office = await readOffice(order.desk.officeFolder)
  if (!office.ok) return office
  await countFrames(order)
  const stills = await stillsOf(order, chosen)
  if (!stills.ok) return stills
  return ok(inputOf(order, chosen, stills.value, checkpoint, office.value))
}

/** A report tells how many frames each clip has, also of clips that nobody opened; what cannot be read stays uncounted. */
async function countFrames({ judged, clips, signal, onStep }: ReportOrder): Promise<void> {
  onStep?.('count', 0, 0)
  for (const { number } of judged.facts().case?.clips ?? []) if (!signal?.aborted) await clips.table(number)
}

/** A report is on the bundle that is open; what the same ledger says of another one is not its subject. */
export function chosenEntries({ ledger, entries, judged }: ReportOrder): readonly EntryFacts[] {
  const wanted = new Set(entries)
  const { manifestSha256 } = judged.facts()
  return ledger
    .entries()
    .filter(({ seq, annotation }) => wanted.has(seq) && annotation?.bundle === manifestSha256)
}

async function stillsOf(
  order: ReportOrder,
  chosen: readonly EntryFacts[],
): Promise<Result<ReadonlyMap<number, Still>, Failure>> {
  const room = await order.desk.frameRoom()
  const stills = new Map<number, Still>()
  // Clip by clip and onwards: each group of pictures is decoded once.
  const sorted = [...chosen].sort(
    (a, b) =>
      (a.annotation?.clip.path ?? '').localeCompare(b.annotation?.clip.path ?? '') ||
      (a.annotation?.from.frame ?? 0) - (b.annotation?.from.frame ?? 0),
  )
  for (const [done, { seq, annotation }] of sorted.entries()) {
    if (order.signal?.aborted) return fail({ code: 'report.cancelled' })
    order.onStep?.('stills', done, sorted.length)
    const clip = order.judged.facts().case?.clips.find((known) => known.path === annotation?.clip.path)
    // A line of a transcript is about what is heard.
    if (!annotation || !clip || isTranscript(annotation)) continue
    const table = await order.clips.table(clip.number)
    if (!table.ok) return table
    const picture = await room.picture(clip.number, table.value, annotation.from.frame)
    // A frame that cannot be shown is reported without a still; the report's limits say why.
    if (picture.ok) stills.set(seq, picture.value)
  }
  return ok(stills)
}

function inputOf(
  order: ReportOrder,
  chosen: readonly EntryFacts[],
  stills: ReadonlyMap<number, Still>,
  checkpoint: ReportedCheckpoint,
  office: Office,
): ReportInput {
  const { desk, judged, ledger, identity, language, mandate, purpose, signal, onStep } = order
  const entries = ledger.entries()
  return {
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
    ...(office.letterhead ? { office: office.letterhead } : {}),
    categories: office.vocabulary.categories,
    mandate: mandate === undefined || mandate.trim() === '' ? null : mandate.trim(),
    purpose: purpose === undefined || purpose.trim() === '' ? null : purpose.trim(),
    recipients: order.recipients ?? [],
    seen: seenByClip(order, entries),
    broken: brokenByClip(order.clips),
    phrases: desk.phrasesIn(language),
    phrasesIn: desk.phrasesIn,
    fontsFolder: desk.places.fonts,
    printToPdf: desk.printToPdf,
    reduce: smallerPicture,
    ...(signal ? { signal } : {}),
    onStep: (step) => onStep?.(step, 0, 0),
    sealFiles: async ({ files, rootPath, now }) =>
      ok(
        await sealFiles(
          files.map(({ path, ...file }) => ({ ...file, name: path, rootfile: path === rootPath })),
          identity,
          now,
        ),
      ),
  }
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

/** Frames on screen, by clip number; once anything was recorded, a clip without a record was not seen at all. */
function seenByClip(
  { judged }: ReportOrder,
  entries: readonly EntryFacts[],
): ReadonlyMap<number, readonly FrameSpan[]> {
  const { case: sealed, manifestSha256 } = judged.facts()
  const seen = coverageOf(entries, manifestSha256)
  if (seen.size === 0) return new Map()
  return new Map((sealed?.clips ?? []).map(({ number, path }) => [number, framesSeen(seen.get(path) ?? [])]))
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
