import type { Failure } from '../../main/core/failure.ts'
import type { Result } from '../../main/core/result.ts'

/** Where something is shown to others. */
export type Occasion = 'hearing' | 'interview' | 'other'

/** To whom passages are shown, in roles and not in names. */
export interface PresentationStart {
  readonly occasion: Occasion
  readonly audience: string
  /** On another display than the one on which the window stands, where there is one. */
  readonly elsewhere: boolean
}

/** Frames that were shown one after the other; both ends counted. */
export interface ShownPassage {
  readonly clip: number
  readonly from: number
  readonly to: number
}

/** What the window may ask while passages are shown to others. */
export interface PresentationCalls {
  /** Displays that are connected now. */
  displays(): Promise<number>
  /** Fills a display, from now on every passage is recorded; refused while the access log cannot be written. */
  startPresentation(request: PresentationStart): Promise<Result<null, Failure>>
  /** Records a passage before the next one is shown; a failure ends the presentation. */
  recordShown(request: ShownPassage): Promise<Result<null, Failure>>
  endPresentation(): Promise<null>
}
