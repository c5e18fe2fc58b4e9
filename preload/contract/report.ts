import type { Failure, OfficeFailure } from '../../main/core/failure.ts'
import type { Language } from '../../main/core/language.ts'
import type { Office, TextBlock } from '../../main/core/office/office.ts'
import type { Result } from '../../main/core/result.ts'

/** What a reviewer wants of a report. Empty words are printed as "not stated". */
export interface ReportRequest {
  readonly language: Language
  /** Ledger numbers of the annotations to print. */
  readonly entries: readonly number[]
  readonly mandate: string
  readonly purpose: string
  readonly recipients: readonly string[]
}

export interface ReportView {
  readonly pdf: string
  readonly container: string
  readonly pdfSha256: string
  readonly number: string
}

/** A report that the ledger says was issued on the open bundle. */
export interface IssuedView {
  readonly number: string
  /** RFC 3339, UTC. */
  readonly at: string
  readonly pdfSha256: string
  readonly entries: readonly number[]
  readonly recipients: readonly string[]
  /** Whether the file in the case's folder still is the one that was issued. */
  readonly file: 'same' | 'missing' | 'altered'
  /** Whether a copy with a time stamp lies beside it. */
  readonly stamped: boolean
}

/** What the dialog begins with. */
export interface ReportDefaults {
  readonly mandate: string
  readonly purpose: string
  readonly mandates: readonly TextBlock[]
  readonly purposes: readonly TextBlock[]
  /** The oldest first. */
  readonly issued: readonly IssuedView[]
  /** Why no report can be made with the office's files as they are. */
  readonly office: OfficeFailure | null
}

export type ReportStep = 'count' | 'stills' | 'collect' | 'pictures' | 'print' | 'sign' | 'check' | 'seal'

export interface ReportProgress {
  readonly step: ReportStep
  /** Stills that are ready, of how many; both 0 in steps that are not counted. */
  readonly done: number
  readonly total: number
}

/** The office's own files as they are now. */
export interface OfficeView {
  readonly folder: string
  readonly office: Office
  readonly files: readonly {
    readonly name: string
    readonly there: boolean
    readonly failure: OfficeFailure | null
  }[]
}

/** What the window may ask about reports and the office's templates. */
export interface ReportCalls {
  reportDefaults(): Promise<Result<ReportDefaults, Failure>>
  /** Main writes the page from the report's own blocks and shows it in a window that runs no script. */
  previewReport(request: ReportRequest): Promise<Result<null, Failure>>
  /** Makes PDF and container; undefined when the confirmation in main's own window was declined. */
  signReport(request: ReportRequest): Promise<Result<ReportView | undefined, Failure>>
  /** Ends the making of a report before it is signed; what is issued stays issued. */
  cancelReport(): Promise<null>
  /** Writes the very bytes that were issued once more, where the user says; undefined when cancelled. */
  reprintReport(request: {
    readonly number: string
    readonly recipient: string
  }): Promise<Result<string | undefined, Failure>>
  /** Writes the request for a time stamp over an issued report, for the authority on another machine. */
  requestTimestamp(request: { readonly number: string }): Promise<Result<string | undefined, Failure>>
  /** Takes the authority's answer in and writes the stamped report beside the issued one, which stays as it is. */
  addTimestamp(request: { readonly number: string }): Promise<Result<string | undefined, Failure>>
  /** Shows a finished report in the system's file window. */
  showReport(request: { readonly path: string }): Promise<Result<null, Failure>>
  /** Reads the office's files anew. */
  officeFiles(): Promise<OfficeView>
  showOfficeFolder(): Promise<Result<null, Failure>>
}
