import type { Passport, PassportComparison } from '../../main/core/clip/passport.ts'
import type { ClockStatement } from '../../main/core/clip/reference-clock.ts'
import type { Failure } from '../../main/core/failure.ts'
import type { PictureProcessing } from '../../main/core/picture/processing.ts'
import type { Result } from '../../main/core/result.ts'
import type { CaseView } from './workstation.ts'

/** A frame's passport and its one spelling as text. */
export interface PassportView {
  readonly passport: Passport
  readonly text: string
}

/** The frame of the open bundle that a pasted passport names, and what agrees. */
export interface FoundFrame {
  readonly clip: number
  readonly frame: number
  readonly theirs: Passport
  readonly ours: Passport
  readonly comparisons: readonly PassportComparison[]
}

/** Where a still lies now. */
export interface StillView {
  readonly folder: string
  readonly files: readonly string[]
}

/** What can be asked about single frames and the clocks of cameras. */
export interface StageCalls {
  /** Decodes the frame anew in main's own hidden window: what it says does not come from the picture on screen. */
  framePassport(request: {
    readonly clip: number
    readonly frame: number
  }): Promise<Result<PassportView, Failure>>
  /** The frame that a passport in the text names; without a text the clipboard's. */
  findPassport(request: { readonly text?: string }): Promise<Result<FoundFrame, Failure>>
  /** What stands in the clipboard, when there is a passport in it; empty else. */
  passportInClipboard(): Promise<string>
  /** Writes the clock of a clip's camera into the ledger. */
  setClock(request: {
    readonly clip: number
    readonly clock: ClockStatement
  }): Promise<Result<CaseView, Failure>>
  /** Asks for a folder, signs, saves there and in the case; undefined when cancelled. */
  exportStill(request: {
    readonly clip: number
    readonly frame: number
    readonly processing?: PictureProcessing
  }): Promise<Result<StillView | undefined, Failure>>
}
