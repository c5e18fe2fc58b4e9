import type { FileListCheck } from '../../main/core/installation/file-list.ts'
import type { Failure } from '../../main/core/failure.ts'
import type { SupportPart } from '../../main/core/installation/support-parcel.ts'
import type { Result } from '../../main/core/result.ts'
import type { Indication } from '../../main/core/seal/finding.ts'

/** How the program compares with the list of its own files: it finds damage, not an attacker who replaced it. */
export interface ProgramCheck {
  /** `noList`: a checkout, or a package whose list is gone. */
  readonly state: 'whole' | 'damaged' | 'noList'
  readonly check: FileListCheck
  /** Signature of the list under the office's trust; null where there is none. */
  readonly signature: { readonly verdict: Indication; readonly signer: string } | null
  /** SHA-256 of the list, lower-case hex: stands in every report. */
  readonly buildSha256: string
}

/** What a parcel for support is made of: shown whole before it is saved. */
export interface SupportView {
  readonly parts: readonly SupportPart[]
}

/** What the window asks about the program itself. */
export interface MachineCalls {
  /** Compares every file of the program with its list; the first answer since the start is kept. */
  checkProgram(): Promise<ProgramCheck>
  /** Gathers what support would get; nothing is written. */
  collectForSupport(): Promise<SupportView>
  /** Saves what was gathered last, letter by letter, where the person says; null when nobody says. */
  saveForSupport(): Promise<Result<{ readonly path: string } | null, Failure>>
}
