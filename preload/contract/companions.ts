import type { Failure } from '../../main/core/failure.ts'
import type { Result } from '../../main/core/result.ts'

/** A file of a bundle as it was handed out. */
export interface SavedFile {
  readonly path: string
  /** SHA-256 of what was written, as the seal names it; lower-case hex. */
  readonly sha256: string
}

/** What the window may ask about files of the open bundle that are no clips. */
export interface CompanionCalls {
  /** Asks where to, records to whom it goes, and writes the verified bytes; undefined when it was cancelled. */
  saveCompanion(request: {
    readonly path: string
    readonly recipient: string
  }): Promise<Result<SavedFile | undefined, Failure>>
}
