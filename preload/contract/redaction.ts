import type { Failure } from '../../main/core/failure.ts'
import type { Result } from '../../main/core/result.ts'
import type { RedactionWish } from '../../main/core/redaction/plan-from-entries.ts'
import type { Language } from '../../main/core/language.ts'

export interface RedactionRequest extends RedactionWish {
  readonly clip: number
  readonly language: Language
  /** Who gets the copy. */
  readonly recipient: string
}

/** A copy that was made: a bundle of its own with the log in it. */
export interface RedactionView {
  readonly container: string
  readonly frames: number
  readonly sha256: string
}

/** How far a copy is; frames of how many, both 0 in steps that are not counted. */
export interface RedactionProgress {
  readonly step: 'judge' | 'frames' | 'seal'
  readonly done: number
  readonly total: number
}

/** What the window may ask about copies without what must be hidden. */
export interface RedactionCalls {
  /** Main confirms in its own window, since the copy is sealed with the reviewer's key; undefined when declined. */
  redactClip(request: RedactionRequest): Promise<Result<RedactionView | undefined, Failure>>
  /** Ends the making of a copy; nothing of it remains. */
  cancelRedaction(): Promise<null>
}
