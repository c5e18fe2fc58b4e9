import { randomUUID } from 'node:crypto'
import type { AnnotationDraft } from '../core/annotation/annotation.ts'
import { annotate, correct, notePersonally, refused, withdraw } from '../core/annotation/statements.ts'
import type { StatedPurpose } from '../core/access/purpose.ts'
import type { Json } from '../core/canonical.ts'
import type { Failure } from '../core/failure.ts'
import { ok, type Result } from '../core/result.ts'
import { visibleFacts } from '../core/seal/visible-case.ts'
import type { SigningIdentity } from '../core/signing.ts'
import type { CaseFolder } from '../disk/case-folder.ts'
import type { OpenFile } from '../disk/open-read-only.ts'
import { rememberedPurpose, rememberPurpose, today } from '../disk/purpose-file.ts'
import type { JudgedFile } from '../verify/judged-file.ts'
import type { BrokenChunk, CaseView, Language, ReportView } from '../../preload/contract/workstation.ts'
import { annotationAt } from './annotation-at.ts'
import type { CaseOptions } from './case-options.ts'
import { CaseDrafts } from './case-drafts.ts'
import { CaseRecords } from './case-records.ts'
import { CaseSearch } from './case-search.ts'
import { ClipRoom } from './clip-room.ts'
import type { Desk } from './desk.ts'
import { issueReport, previewReport } from './issue-report.ts'
import type { ReportOrder, ReportWish } from './report-order.ts'
import { SealWatch } from './seal-watch.ts'
import { SeenBook } from './seen-book.ts'

/** One bundle under review: judged, playable, with the records of its case. */
export class OpenCase {
  readonly clips: ClipRoom
  readonly records: CaseRecords
  readonly seen: SeenBook
  readonly drafts: CaseDrafts
  readonly search: CaseSearch
  /** File number of the case, or the bundle's name where it has none or is encrypted. */
  readonly name: string
  readonly folder: CaseFolder
  readonly judged: JudgedFile
  readonly #file: OpenFile
  readonly #desk: Desk
  readonly #options: CaseOptions
  readonly #watch: SealWatch
  readonly #written = new Set<string>()
  #telling: NodeJS.Timeout | undefined
  #presence: NodeJS.Timeout | undefined
  #closed = false
  #isGone = false

  constructor(file: OpenFile, judged: JudgedFile, folder: CaseFolder, desk: Desk, options: CaseOptions) {
    this.#file = file
    this.judged = judged
    this.folder = folder
    this.#desk = desk
    this.#options = options
    const facts = judged.facts()
    // It goes into the access log: what is encrypted is not written down there.
    this.name = (facts.encryption ? '' : facts.case?.case.fileNumber) || facts.name
    this.records = new CaseRecords(folder, desk, this.name, () => this.changed())
    this.seen = new SeenBook(
      this.records,
      () => judged.facts(),
      () => this.changed(),
    )
    this.clips = new ClipRoom(
      judged,
      (broken, known) => this.#chunkBroken(broken, known),
      () => this.#gone(),
    )
    this.drafts = new CaseDrafts(folder, () => this.records.identity)
    this.search = new CaseSearch(folder, judged, this.clips, desk.places.nativeBinding)
    this.#watch = new SealWatch(judged, () => this.changed())
  }

  /** Opens the ledger for whoever signs (the sample case signs by itself) and starts the whole check. */
  async begin(): Promise<void> {
    const sample = this.judged.facts().sample ? await this.#desk.sampleIdentity() : undefined
    const trying = this.judged.facts().sample ? { reason: this.#options.trying, mandate: '' } : undefined
    const remembered = await rememberedPurpose(this.folder.path, today())
    const known = this.#options.purpose ?? remembered ?? trying
    if (known) this.records.access.state(known)
    await this.unlock(this.#options.identity ?? sample)
    this.#presence = setInterval(() => void this.#lookForFile(), 2_000)
    void this.#watch.run().then(
      () => this.#checked(),
      () => this.#gone(),
    )
  }

  view(): CaseView {
    return {
      bundle: visibleFacts(this.judged.facts()),
      progress: this.#watch.progress(),
      broken: this.clips.broken(),
      access: this.records.access.facts(),
      seen: this.seen.view(),
      ...this.records.view(),
    }
  }

  /** Opens the ledger for whoever signs from now on, and says in it what was opened. */
  async unlock(identity: SigningIdentity | undefined): Promise<Result<CaseView, Failure>> {
    return this.#opened(await this.records.open(identity))
  }

  /** From now on the case may be looked at; the log opens for whoever signs. */
  async statePurpose(stated: StatedPurpose): Promise<Result<CaseView, Failure>> {
    const taken = this.records.access.state(stated)
    if (!taken.ok) return taken
    await rememberPurpose(this.folder.path, today(), stated)
    await this.records.openAccessLog()
    return ok(this.view())
  }

  /** Before the purpose is stated nothing of the bundle is handed to the window. */
  get shown(): boolean {
    return this.records.access.stated !== undefined
  }

  async continueLedger(): Promise<Result<CaseView, Failure>> {
    if (this.records.writing.ok) return ok(this.view())
    return this.#opened(await this.records.continueAfterLoss())
  }

  async annotate(draft: AnnotationDraft): Promise<Result<CaseView, Failure>> {
    const annotation = await annotationAt(randomUUID(), draft, this.judged.facts(), this.clips)
    if (!annotation.ok) return annotation
    const state = draft.personal ? notePersonally : annotate
    return this.#state(() => state(annotation.value))
  }

  async correct(request: {
    readonly entry: number
    readonly draft: AnnotationDraft
    readonly reason: string
  }): Promise<Result<CaseView, Failure>> {
    const old = this.records.entries()[request.entry - 1]?.annotation
    // One ledger may speak of several bundles: an annotation stays on its own.
    if (old?.bundle !== this.judged.facts().manifestSha256) return refused('notAnAnnotation')
    const annotation = await annotationAt(old.id, request.draft, this.judged.facts(), this.clips)
    if (!annotation.ok) return annotation
    return this.#state((entries, author) =>
      correct(entries, request.entry, annotation.value, { reason: request.reason, author }),
    )
  }

  async withdraw(request: {
    readonly entry: number
    readonly reason: string
  }): Promise<Result<CaseView, Failure>> {
    return this.#state((entries, author) =>
      withdraw(entries, request.entry, { reason: request.reason, author }),
    )
  }

  signReport(language: Language, entries: readonly number[]): Promise<Result<ReportView, Failure>> {
    return this.issueReport({ language, entries })
  }

  async issueReport(wish: ReportWish): Promise<Result<ReportView, Failure>> {
    const order = this.#order(wish)
    if (!order.ok) return order
    this.seen.write()
    const recorded = this.records.access.record({
      act: 'reported',
      object: { kind: 'bundle', name: this.name, sha256: this.judged.facts().manifestSha256 },
    })
    if (!recorded.ok) return recorded
    const issued = await issueReport(order.value)
    if (issued.ok) for (const path of [issued.value.pdf, issued.value.container]) this.#written.add(path)
    this.changed()
    return issued
  }

  /** The page that a report would be printed from. */
  async previewReport(wish: ReportWish): Promise<Result<string, Failure>> {
    const order = this.#order(wish)
    return order.ok ? previewReport(order.value) : order
  }

  #order(wish: ReportWish): Result<ReportOrder, Failure> {
    const writing = this.records.writing
    if (!writing.ok) return writing
    const { clips, judged, folder } = this
    return ok({ desk: this.#desk, judged, clips, ...writing.value, folder, ...wish })
  }

  /** Where it was opened from. */
  get path(): string {
    return this.#file.path
  }

  /** Resolves when the whole check has ended, whichever way. */
  wholeCheck(): Promise<void> {
    return this.#watch.ended()
  }

  /** Whether this case wrote the file: only such files are shown in the system's file window. */
  wrote(path: string): boolean {
    return this.#written.has(path)
  }

  /** A further file of this case that may be shown. */
  writes(path: string): void {
    this.#written.add(path)
  }

  pause(paused: boolean): void {
    this.#watch.pause(paused)
  }

  watching(clip: number): void {
    this.#watch.watch(clip)
  }

  /** Ends the session with a closing checkpoint; nothing is read from the medium afterwards. */
  async close(): Promise<Result<null, Failure>> {
    this.#closed = true
    clearTimeout(this.#telling)
    clearInterval(this.#presence)
    await this.#watch.stop()
    this.seen.write()
    this.search.close()
    const closed = await this.records.close()
    this.judged.forget()
    await this.#file.close()
    return closed
  }

  /** Tells the window, ten times a second at the most: the background check alone would flood it. */
  changed(): void {
    if (this.#closed || this.#telling) return
    this.#telling = setTimeout(() => {
      this.#telling = undefined
      this.#options.changed(this.view())
    }, 100)
  }

  #opened(opened: Result<null, Failure>): Result<CaseView, Failure> {
    if (!opened.ok) return opened
    this.records.note('bundleOpened', this.#bundleNote())
    return ok(this.view())
  }

  #bundleNote(): Json {
    const { name, manifestSha256, verdict, cryptography, trust } = this.judged.facts()
    const judgedBy = trust ? { trust: { ...trust } } : {}
    return { name, bundle: manifestSha256, verdict: { ...verdict }, cryptography, ...judgedBy }
  }

  #state(make: Parameters<CaseRecords['state']>[0]): Result<CaseView, Failure> {
    const written = this.records.state(make)
    return written.ok ? ok(this.view()) : written
  }

  #checked(): void {
    if (!this.#closed && this.#watch.progress().state === 'whole')
      this.records.note('sealChecked', this.#bundleNote())
  }

  #chunkBroken(broken: BrokenChunk, known: boolean): void {
    this.judged.noteBrokenChunk(broken.clip, broken.chunk)
    if (!known)
      this.records.note('chunkBroken', {
        clip: broken.clip,
        chunk: broken.chunk,
        bundle: this.judged.facts().manifestSha256,
      })
    this.changed()
  }

  async #lookForFile(): Promise<void> {
    if (!(await this.#file.present())) this.#gone()
  }

  /** Told once; what is in the ledger stays, and closing still writes its checkpoint. */
  #gone(): void {
    clearInterval(this.#presence)
    if (this.#isGone || this.#closed) return
    this.#isGone = true
    this.#options.gone({ code: 'file.gone', name: this.#file.name })
  }
}
