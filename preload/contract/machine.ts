import type { FileListCheck } from '../../main/core/installation/file-list.ts'
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

/** What the window asks about the program itself. */
export interface MachineCalls {
  /** Compares every file of the program with its list; the first answer since the start is kept. */
  checkProgram(): Promise<ProgramCheck>
}
