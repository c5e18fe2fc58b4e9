import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { AnnotationDraft } from '../core/annotation/annotation.ts'
import { annotate, correct, refused, withdraw, type Statement } from '../core/annotation/statements.ts'
import type { Json } from '../core/canonical.ts'
import type { Failure } from '../core/failure.ts'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import { commonNameOf } from '../core/ledger/history.ts'
import type { ActKind, Ledger } from '../core/ledger/ledger.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { caseFolderFor, type CaseFolder } from '../disk/case-folder.ts'
import type { OpenFile } from '../disk/open-read-only.ts'
import { openAndJudge } from '../judge.ts'
import { openLedger } from '../ledger/open-ledger.ts'
import type { JudgedFile } from '../verify/judged-file.ts'
import type { BrokenChunk, CaseView, Language, ReportView } from '../../preload/contract/workstation.ts'
import { annotationAt } from './annotation-at.ts'
import { ClipRoom } from './clip-room.ts'
import type { Desk } from './desk.ts'
import { issueReport } from './issue-report.ts'
import { ledgerPorts } from './ledger-ports.ts'
import { lookInto } from './look-into-ledger.ts'
import { SealWatch } from './seal-watch.ts'

/** Who works on the case, and who is told of changes. */
export interface CaseOptions {
  readonly identity: SigningIdentity | undefined
  readonly changed: (view: CaseView) => void
  readonly gone: (failure: Failure) => void
}

/** One bundle under review: judged, playable, with the ledger of its case. */
export class OpenCase {
  readonly clips: ClipRoom
  readonly #file: OpenFile
  readonly #judged: JudgedFile
  readonly #folder: CaseFolder
  readonly #desk: Desk
  readonly #options: CaseOptions
  readonly #watch: SealWatch
  readonly #written = new Set<string>()
  #identity: SigningIdentity | undefined
  #ledger: Ledger | undefined
  #ledgerFailure: Failure | null = null
  #read: Pick<CaseView, 'entries' | 'ledger'> = { entries: [], ledger: null }
  #telling: NodeJS.Timeout | undefined
  #presence: NodeJS.Timeout | undefined
  #closed = false
  #isGone = false

  constructor(file: OpenFile, judged: JudgedFile, folder: CaseFolder, desk: Desk, options: CaseOptions) {
    this.#file = file
    this.#judged = judged
    this.#folder = folder
    this.#desk = desk
    this.#options = options
    this.clips = new ClipRoom(
      judged,
      (broken, known) => this.#chunkBroken(broken, known),
      () => this.#gone(),
    )
    this.#watch = new SealWatch(judged, () => this.#changed())
  }

  /** Opens the ledger for whoever signs (the sample case signs by itself) and starts the whole check. */
  async begin(): Promise<void> {
    const sample = this.#judged.facts().sample ? await this.#desk.sampleIdentity() : undefined
    await this.#openLedger(this.#options.identity ?? sample)
    this.#presence = setInterval(() => void this.#lookForFile(), 2_000)
    void this.#watch.run().then(
      () => this.#checked(),
      () => this.#gone(),
    )
  }

  view(): CaseView {
    const identity = this.#identity
    return {
      bundle: this.#judged.facts(),
      progress: this.#watch.progress(),
      broken: this.clips.broken(),
      entries: this.#ledger?.entries() ?? this.#read.entries,
      ledger: this.#ledger?.facts() ?? this.#read.ledger,
      ledgerFailure: this.#ledgerFailure,
      reviewer: identity ? { certificate: identity.facts, sample: identity.sample } : null,
    }
  }

  async unlock(identity: SigningIdentity): Promise<Result<CaseView, Failure>> {
    await this.#ledger?.close()
    this.#ledger = undefined
    await this.#openLedger(identity)
    return this.#ledgerFailure ? fail(this.#ledgerFailure) : ok(this.view())
  }

  async continueLedger(): Promise<Result<CaseView, Failure>> {
    if (this.#identity && !this.#ledger) await this.#openLedger(this.#identity, true)
    return this.#ledgerFailure ? fail(this.#ledgerFailure) : ok(this.view())
  }

  async annotate(draft: AnnotationDraft): Promise<Result<CaseView, Failure>> {
    const annotation = await annotationAt(randomUUID(), draft, this.#judged.facts(), this.clips)
    return annotation.ok ? this.#write(() => annotate(annotation.value)) : annotation
  }

  async correct(request: {
    readonly entry: number
    readonly draft: AnnotationDraft
    readonly reason: string
  }): Promise<Result<CaseView, Failure>> {
    const old = this.view().entries[request.entry - 1]?.annotation
    if (!old) return refused('notAnAnnotation')
    const annotation = await annotationAt(old.id, request.draft, this.#judged.facts(), this.clips)
    if (!annotation.ok) return annotation
    return this.#write((entries, author) =>
      correct(entries, request.entry, annotation.value, { reason: request.reason, author }),
    )
  }

  async withdraw(request: {
    readonly entry: number
    readonly reason: string
  }): Promise<Result<CaseView, Failure>> {
    return this.#write((entries, author) =>
      withdraw(entries, request.entry, { reason: request.reason, author }),
    )
  }

  async signReport(language: Language, entries: readonly number[]): Promise<Result<ReportView, Failure>> {
    if (!this.#ledger || !this.#identity) return fail({ code: 'ledger.noIdentity' })
    const issued = await issueReport({
      desk: this.#desk,
      judged: this.#judged,
      clips: this.clips,
      ledger: this.#ledger,
      identity: this.#identity,
      folder: this.#folder,
      language,
      entries,
    })
    if (issued.ok) for (const path of [issued.value.pdf, issued.value.container]) this.#written.add(path)
    this.#changed()
    return issued
  }

  /** Resolves when the whole check has ended, whichever way. */
  wholeCheck(): Promise<void> {
    return this.#watch.ended()
  }

  /** A copy that can be read from any medium, closed by a checkpoint of its own. */
  async saveLedgerCopy(path: string): Promise<Result<null, Failure>> {
    if (!this.#ledger) return fail({ code: 'ledger.noIdentity' })
    const checkpoint = await this.#ledger.checkpoint()
    return checkpoint.ok ? this.#ledger.saveCopy(path) : checkpoint
  }

  /** Whether this case wrote the file: only such files are shown in the system's file window. */
  wrote(path: string): boolean {
    return this.#written.has(path)
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
    const closed = (await this.#ledger?.close()) ?? ok(null)
    this.#ledger = undefined
    await this.#file.close()
    return closed
  }

  async #openLedger(identity: SigningIdentity | undefined, acceptLoss = false): Promise<void> {
    const { nativeBinding } = this.#desk.places
    const ports = ledgerPorts(this.#desk.judging)
    if (!identity) {
      const { view, failure } = lookInto(this.#folder.findings, ports, nativeBinding)
      this.#read = view
      this.#ledgerFailure = failure ?? { code: 'ledger.noIdentity' }
      return
    }
    const opened = await openLedger({
      file: this.#folder.findings,
      ledger: 'findings',
      caseId: this.#folder.id,
      heads: join(this.#desk.home, 'heads'),
      acceptLoss,
      identity,
      ports,
      nativeBinding,
    })
    this.#identity = identity
    this.#ledgerFailure = opened.ok ? null : opened.failure
    if (!opened.ok) {
      // Altered, of a newer version, open elsewhere: nothing is added, yet what is in it can be looked at.
      this.#read = lookInto(this.#folder.findings, ports, nativeBinding).view
      return
    }
    this.#ledger = opened.value
    this.#note('bundleOpened', this.#bundleNote())
  }

  #bundleNote(): Json {
    const { name, manifestSha256, verdict, cryptography } = this.#judged.facts()
    return { name, bundle: manifestSha256, verdict: { ...verdict }, cryptography }
  }

  #write(
    state: (entries: readonly EntryFacts[], author: string) => Result<Statement, Failure>,
  ): Result<CaseView, Failure> {
    const ledger = this.#ledger
    if (!ledger || !this.#identity) return fail(this.#ledgerFailure ?? { code: 'ledger.noIdentity' })
    const statement = state(ledger.entries(), commonNameOf(this.#identity.facts.subject))
    if (!statement.ok) return statement
    const written = ledger.append(statement.value.kind, statement.value.data)
    if (!written.ok) return written
    this.#changed()
    return ok(this.view())
  }

  /** An entry nobody waits for; when it cannot be written the window shows why from now on. */
  #note(kind: ActKind, data: Json): void {
    const written = this.#ledger?.append(kind, data)
    if (written && !written.ok) this.#ledgerFailure = written.failure
    this.#changed()
  }

  #checked(): void {
    if (!this.#closed && this.#watch.progress().state === 'whole')
      this.#note('sealChecked', this.#bundleNote())
  }

  #chunkBroken(broken: BrokenChunk, known: boolean): void {
    this.#judged.noteBrokenChunk(broken.clip, broken.chunk)
    if (!known)
      this.#note('chunkBroken', {
        clip: broken.clip,
        chunk: broken.chunk,
        bundle: this.#judged.facts().manifestSha256,
      })
    this.#changed()
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

  /** Ten times a second at the most: the background check alone would flood the window. */
  #changed(): void {
    if (this.#closed || this.#telling) return
    this.#telling = setTimeout(() => {
      this.#telling = undefined
      this.#options.changed(this.view())
    }, 100)
  }
}

/** Opens an own bundle for review. What cannot be played is refused here; `verifyFile` still judges it. */
export async function openCase(
  path: string,
  desk: Desk,
  options: CaseOptions,
): Promise<Result<OpenCase, Failure>> {
  const opened = await openAndJudge(path, desk.judging)
  if (!opened.ok) return opened
  const { file, judged } = opened.value
  const facts = judged.facts()
  if (!facts.playable) {
    await file.close()
    return fail({
      code: 'bundle.notPlayable',
      name: facts.name,
      path,
      subIndication: facts.verdict.subIndication ?? '',
    })
  }
  const folder = await caseFolderFor(desk.home, facts.manifestSha256)
  const made = new OpenCase(file, judged, folder, desk, options)
  await made.begin()
  return ok(made)
}
