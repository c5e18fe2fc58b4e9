import type { AnnotationDraft } from '../../main/core/annotation/annotation.ts'
import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import type { Failure } from '../../main/core/failure.ts'
import type { EntryFacts, LedgerFacts } from '../../main/core/ledger/entry-facts.ts'
import type { Language } from '../../main/core/language.ts'
import type { JudgedView } from './verify.ts'
import type { RedactionCalls, RedactionProgress } from './redaction.ts'
import type { ReportCalls, ReportProgress, ReportView } from './report.ts'
import type { Result } from '../../main/core/result.ts'
import type { MachineCalls } from './machine.ts'
import type { NoteCalls } from './notes.ts'
import type { AccessCalls, AccessState, SeenClip } from './access.ts'
import type { BundleFacts, CertificateFacts } from '../../main/core/seal/bundle-facts.ts'
import type { PresentationCalls } from './presentation.ts'
import type { WindowCalls } from './window.ts'
import type { StageCalls } from './stage.ts'
import type { CompanionCalls } from './companions.ts'
import type { CustodyCalls, WorkProgress } from './custody.ts'
import type { IntakeCalls } from './intake.ts'
import type { ExchangeCalls } from './exchange.ts'
import type { TrustCalls } from './trust.ts'
import type { PeopleCalls } from './people.ts'
import type { TimelineCalls } from './timeline.ts'

export type { Language, ReportView }

/** How far the background check has come. Bytes are digested bytes of the container's files. */
export interface VerificationProgress {
  readonly state: 'idle' | 'running' | 'paused' | 'whole' | 'stopped'
  readonly bytesDone: number
  readonly bytesTotal: number
  /** Seconds left at the present pace; null while it cannot be told. */
  readonly secondsLeft: number | null
  /** Verified chunks a clip, run by run (first chunk, count): what the timeline's check lane draws. */
  readonly clips: readonly {
    readonly clip: number
    readonly verified: readonly (readonly [number, number])[]
  }[]
}

/** Frames that cannot be shown because a chunk does not match the seal. Both ends are counted. */
export interface BrokenChunk {
  readonly clip: number
  readonly chunk: number
  readonly from: number
  readonly to: number
}

/** The open case as the window draws it. */
export interface CaseView {
  readonly bundle: BundleFacts
  readonly progress: VerificationProgress
  readonly broken: readonly BrokenChunk[]
  readonly entries: readonly EntryFacts[]
  /** null while no ledger can be written (no identity, read-only): looking is possible, annotating is not. */
  readonly ledger: LedgerFacts | null
  readonly ledgerFailure: Failure | null
  readonly access: AccessState
  /** What whoever signs now has had on screen of each clip, in all sessions. */
  readonly seen: readonly SeenClip[]
  /** Who signs; null before unlocking. */
  readonly reviewer: ReviewerView | null
}

export interface ReviewerView {
  readonly certificate: CertificateFacts
  /** The try-out identity: must be marked wherever it shows. */
  readonly sample: boolean
}

/** What the window needs to know when it starts. */
export interface StartView {
  readonly language: Language
  readonly version: string
  /** True when no network interface is up, as measured by the operating system's list. */
  readonly offline: boolean
  /** The page's process died and main loaded it again; absent otherwise. Told once. */
  readonly restored?: boolean
  readonly platform: string
  /** The case that is already open (given on the command line), if any. */
  readonly open: CaseView | null
  readonly recent: readonly RecentView[]
  /** Something that went wrong before the window was there. */
  readonly failure: Failure | null
}

export interface RecentView {
  readonly path: string
  readonly name: string
  readonly fileNumber: string
  readonly openedAt: string
  /** False when the medium is not connected. */
  readonly present: boolean
}

/** What the window may ask about the case that is open, and about files to be opened or judged. */
export interface CaseCalls {
  start(): Promise<StartView>
  setLanguage(request: { readonly language: Language }): Promise<Language>
  /** Shows the system's dialog; undefined when it was cancelled. */
  chooseBundle(): Promise<Result<CaseView | undefined, Failure>>
  openBundle(request: { readonly path: string }): Promise<Result<CaseView, Failure>>
  openSample(): Promise<Result<CaseView, Failure>>
  closeBundle(): Promise<Result<null, Failure>>
  /** Built once a clip; asks for no verdict. */
  frameTable(request: { readonly clip: number }): Promise<Result<FrameTable, Failure>>
  /** Main asks for key file and passphrase in a window of its own that shows no evidence. */
  unlock(): Promise<Result<CaseView, Failure>>
  /** Goes on with a ledger whose last entries are known to be lost; main asks first, and the loss is signed into it. */
  continueLedger(): Promise<Result<CaseView, Failure>>
  annotate(draft: AnnotationDraft): Promise<Result<CaseView, Failure>>
  correctAnnotation(request: {
    readonly entry: number
    readonly draft: AnnotationDraft
    readonly reason: string
  }): Promise<Result<CaseView, Failure>>
  withdrawAnnotation(request: {
    readonly entry: number
    readonly reason: string
  }): Promise<Result<CaseView, Failure>>
  /** Judges any file without opening it as a case. */
  verifyFile(request: { readonly path: string }): Promise<Result<JudgedView, Failure>>
  /** Shows the system's dialog and judges what was chosen; undefined when it was cancelled. */
  chooseToVerify(): Promise<Result<JudgedView | undefined, Failure>>
  pauseVerification(request: { readonly paused: boolean }): Promise<null>
  /** Clip that is being watched: its bytes are checked first. */
  watching(request: { readonly clip: number; readonly frame: number }): Promise<null>
  copyText(request: { readonly text: string }): Promise<null>
}

/**
 * All that the window may ask, part by part. Nothing here rejects for a reason the user can mend: those are
 * `Failure`s. A rejection is a defect and carries an incident number.
 */
export interface Workstation
  extends
    CaseCalls,
    AccessCalls,
    NoteCalls,
    ReportCalls,
    RedactionCalls,
    StageCalls,
    WindowCalls,
    PresentationCalls,
    TrustCalls,
    ExchangeCalls,
    PeopleCalls,
    TimelineCalls,
    CustodyCalls,
    IntakeCalls,
    CompanionCalls,
    MachineCalls {}

/** What main tells the window without being asked. */
export interface WorkstationEvents {
  /** The open case changed (verdict, progress, entries, broken chunks). At most ten a second. */
  caseChanged: CaseView
  /** The medium is gone or the bundle was closed. */
  bundleGone: Failure
  languageChanged: Language
  /** A menu command: a key of the window's registry of commands. */
  command: string
  /** A file was handed over by a second start or by the system. */
  opened: CaseView
  openFailed: Failure
  /** A report is on its way. */
  reportProgress: ReportProgress
  /** Footage is being sealed, a bundle copied, a case saved or restored. */
  workProgress: WorkProgress
  /** A copy without what must be hidden is on its way. */
  redactionProgress: RedactionProgress
  /** An interface came up (false) or the last one went away (true), as measured. */
  networkChanged: boolean
}

/** What preload exposes as `window.workstation`. */
export interface Bridge extends Workstation {
  /** Returns the function that ends the subscription. */
  on<K extends keyof WorkstationEvents>(event: K, listener: (value: WorkstationEvents[K]) => void): () => void
  /** The path of a dropped file; the window itself never learns paths by other means. */
  pathOf(file: unknown): string
}
