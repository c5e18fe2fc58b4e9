import type { Language } from '../core/language.ts'
import type { CancelSignal } from '../core/bytes.ts'
import type { FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import type { EntryFacts, LedgerFacts } from '../core/ledger/entry-facts.ts'
import type { OfficeCategory } from '../core/office/office.ts'
import type * as Report from '../core/report/report-model.ts'
import type { Result } from '../core/result.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import type { SigningIdentity } from '../core/signing.ts'
import type { Phrases } from './writing.ts'

/** A file of the report's container. */
export interface ReportPart {
  readonly path: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** The work in its order: decoded frames, words and data, pictures, paper, finish and signature, own judgement, container. */
export type ReportStep = 'count' | 'stills' | 'collect' | 'pictures' | 'print' | 'sign' | 'check' | 'seal'

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
  readonly language: Language
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
  readonly recipients?: readonly string[]
  /** The office's own categories. */
  readonly categories?: readonly OfficeCategory[]
  /** Frames that were on screen, by clip number. */
  readonly seen?: ReadonlyMap<number, readonly Report.FrameSpan[]>
  readonly broken?: ReadonlyMap<number, readonly Report.BrokenSpan[]>
  /** In the report's language; facts go in unescaped. */
  readonly phrases: Phrases
  /** In both languages, for the instructions that lie beside the report. */
  readonly phrasesIn: (language: Language) => Phrases
  /** Folder of the program's WOFF files. */
  readonly fontsFolder: string
  readonly printToPdf: (html: string) => Promise<Uint8Array>
  /** A JPEG at most `width` pixels wide, so that a long report stays small; without it the PNG is printed. */
  readonly reduce?: (png: Uint8Array, width: number) => Promise<Uint8Array>
  readonly sealFiles: SealFiles
  /** Told of each step as it begins. */
  readonly onStep?: (step: ReportStep) => void
  /** Looked at between the steps. */
  readonly signal?: CancelSignal
}

/** Seals files as an ASiC-E container in memory; the one at `rootPath` says what the container is. */
export type SealFiles = (input: {
  readonly files: readonly ReportPart[]
  readonly rootPath: string
  readonly identity: SigningIdentity
  readonly now: Date
}) => Promise<Result<Uint8Array, Failure>>
