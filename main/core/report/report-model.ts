import type { Region, StatementKind, FramePoint } from '../annotation/annotation.ts'
import type { AnnotationDetails } from '../annotation/details.ts'
import type { TimeBase } from '../clip/frame-table.ts'
import type { LedgerFinding } from '../ledger/entry-facts.ts'
import type { OfficeCategory } from '../office/office.ts'
import type { EarlierReport } from './earlier-report.ts'
import type { BundleFacts, CertificateFacts, DeviceFacts, SignerFacts } from '../seal/bundle-facts.ts'
import type { Finding, State, Verdict } from '../seal/finding.ts'
import type { TrustMark } from '../seal/signature-facts.ts'

/**
 * Everything a report says, without a language: strings, whole numbers, booleans and null only, so that its
 * canonical JSON is the one spelling. That spelling is the attachment `content.json`; its SHA-256 is the content
 * hash on each page.
 */
export interface ReportModel {
  readonly format: 'asservat-report-content/1'
  readonly number: string
  /** RFC 3339, UTC: the workstation's clock, a claim. */
  readonly issuedAt: string
  /** IANA name; times of the workstation print in it, with their offset. */
  readonly timeZone: string
  /** Signed by the try-out identity or over the try-out bundle: of no evidential use. */
  readonly sample: boolean
  readonly office: OfficeFacts
  readonly matter: { readonly fileNumber: string; readonly incident: string; readonly title: string }
  readonly mandate: string | null
  readonly purpose: string | null
  /** Who gets the report, as the reviewer wrote it. */
  readonly recipients: readonly string[]
  readonly reviewer: CertificateFacts
  readonly work: WorkFacts
  readonly bundle: ReportedBundle
  readonly clips: readonly ReportedClip[]
  readonly seal: ReportedSeal
  readonly program: ProgramFacts
  readonly statements: readonly ReportedStatement[]
  /** Words for the office's own categories, as far as statements use them. */
  readonly categories: readonly OfficeCategory[]
  readonly ledger: ReportedLedger
  readonly limits: readonly Limit[]
  readonly annexes: readonly Annex[]
  /** The report that was issued on the same bundle before. */
  readonly previous: EarlierReport | null
}

/** Who issues: letterhead. Empty strings print nothing. */
export interface OfficeFacts {
  readonly name: string
  readonly unit: string
  readonly address: string
  readonly place: string
}

export interface ProgramFacts {
  readonly name: string
  readonly version: string
  /** SHA-256 over the program's own file list, lower-case hex; empty when it runs from a checkout. */
  readonly build: string
  readonly runtime: string
  readonly os: string
  readonly workstation: string
}

/** What the ledger tells of the review as a whole. */
export interface WorkFacts {
  /** RFC 3339, UTC, of the first and last entry of the review; null without entries. */
  readonly from: string | null
  readonly to: string | null
  readonly sessions: number
  /** Annotations in force, and how many of them are printed. */
  readonly annotations: number
  readonly printed: number
  readonly withdrawn: number
}

export interface ReportedBundle {
  readonly name: string
  readonly size: number
  readonly files: number
  /** Files that an accepted signature covers. */
  readonly sealed: number
  /** Files that hold the seal itself (META-INF, mimetype) and are covered by nothing but their own rules. */
  readonly frame: number
  readonly manifestSha256: string
  readonly bundleId: string | null
  readonly exhibit: { readonly number: string; readonly medium: string; readonly serial: string } | null
  readonly custody: readonly { readonly at: string; readonly by: string; readonly act: string }[]
  /** Sealed by whoever received the footage; absent where the bundle does not say so. */
  readonly sealedWhere?: 'atIntake'
}

export interface ReportedClip {
  readonly number: number
  readonly path: string
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly device: DeviceFacts
  readonly startedAt: string | null
  readonly clockOffsetMs: number | null
  readonly clockSource: string
  /** null while the frames of the clip have not been counted. */
  readonly picture: ReportedPicture | null
  /** null where the ledger holds no record of what was on screen. */
  readonly seen: { readonly frames: number; readonly unseen: readonly FrameSpan[] } | null
  readonly broken: readonly BrokenSpan[]
}

export interface ReportedPicture {
  readonly codec: string
  readonly width: number
  readonly height: number
  readonly rotation: number
  readonly frames: number
  /** Frames whose coded data break the codec's rules: shown, yet perhaps not whole. */
  readonly damaged: number
  /** Ticks from the first frame's start to the last one's end. */
  readonly duration: number
  readonly timeBase: TimeBase
  readonly frameTable: string
}

/** Presentation indices, both counted. */
export interface FrameSpan {
  readonly from: number
  readonly to: number
}

export interface BrokenSpan extends FrameSpan {
  readonly chunk: number
}

export interface ReportedSeal {
  readonly verdict: Verdict
  readonly cryptography: State
  readonly findings: readonly Finding[]
  readonly signers: readonly SignerFacts[]
  /** The trust the seal was judged by. */
  readonly trust: TrustMark | null
}

/** One annotation as it is printed, with the place it speaks of. */
export interface ReportedStatement {
  readonly kind: StatementKind
  readonly category: string
  readonly id: string
  readonly entry: number
  readonly entryHash: string
  /** RFC 3339, UTC. */
  readonly recordedAt: string
  readonly author: string
  readonly corrects: { readonly entry: number; readonly reason: string | null } | null
  readonly clip: {
    readonly number: number | null
    readonly path: string
    readonly name: string
    readonly sha256: string
  }
  readonly from: FramePoint
  readonly to: FramePoint
  /** Ticks at which the last frame gives way to the next; null when the clip's frames are not known here. */
  readonly end: number | null
  readonly timeBase: TimeBase
  readonly frameTable: string
  readonly deviceTime: string | null
  readonly region: Region | null
  readonly chunks: readonly { readonly number: number; readonly sha256: string }[]
  readonly text: string
  /** What is said beyond the text; absent when nothing is. */
  readonly details?: AnnotationDetails
  /** The seal's verdict when the entry was written. */
  readonly verdict: Verdict
  readonly still: StillFacts | null
}

/** The decoded picture of a statement's first frame, unscaled PNG. */
export interface StillFacts {
  /** Path in the report's container. */
  readonly path: string
  readonly width: number
  readonly height: number
  readonly sha256: string
  readonly decoder: string
}

export interface ReportedLedger {
  readonly entries: number
  readonly root: string
  readonly head: string
  readonly checkedTo: number
  readonly findings: readonly LedgerFinding[]
  readonly checkpoint: string
}

/** What this report does not prove. Written by the program; nobody can switch one off. */
export interface Limit {
  readonly code: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** Machine data that belongs to the report. */
export interface Annex {
  readonly path: string
  readonly mediaType: string
  readonly size: number
  readonly sha256: string
}

/** Name of the model's canonical JSON among the attachments. */
export const contentName = 'content.json'

/** Needed from the bundle, whatever else is known of it. */
export type ReportedFacts = Pick<
  BundleFacts,
  | 'name'
  | 'size'
  | 'manifestSha256'
  | 'case'
  | 'verdict'
  | 'cryptography'
  | 'findings'
  | 'signers'
  | 'trust'
  | 'files'
  | 'sample'
>
