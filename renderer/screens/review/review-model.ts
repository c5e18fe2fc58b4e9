import { createContext, type Dispatch, type RefCallback, useContext } from 'react'
import type { ClockStatement } from '../../../main/core/clip/reference-clock.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import type { DraftKeeping } from '../../../preload/contract/notes.ts'
import type { Bridge, CaseView } from '../../../preload/contract/workstation.ts'
import type { ClipPlayer } from '../../player/player-state.ts'
import type { LookDesk } from './use-look.ts'
import type { Note } from './notes.ts'
import type { Review, ReviewEvent } from './review-state.ts'
import type { TableState } from './use-frame-table.ts'

/** What every part of the review screen draws from. The picture's own state comes from the player, not from here. */
export interface ReviewModel {
  readonly workstation: Bridge
  readonly view: CaseView
  readonly review: Review
  readonly tell: Dispatch<ReviewEvent>
  readonly clip: ClipFacts | undefined
  readonly table: TableState
  readonly player: ClipPlayer | undefined
  /** The element that the player draws into. */
  readonly place: RefCallback<HTMLElement>
  readonly notes: readonly Note[]
  /** The reviewer's own, apart from the others so that nothing made of those can hold one; none while others look on. */
  readonly personal: readonly Note[]
  /** Since when the draft is safe, and where; undefined before the first time. */
  readonly keeping: DraftKeeping | undefined
  readonly acts: ReviewActs
  /** How the clip is looked at; display only. */
  readonly look: LookDesk
}

/** What a reviewer can do here; keys, buttons and menus all end in these. */
export interface ReviewActs {
  /** Shows a frame of a clip, changing the clip where needed. */
  readonly goTo: (frame: number, clip?: number) => void
  readonly openClip: (clip: number) => void
  readonly select: (note: Note) => void
  /** Signs the draft into the ledger; asks for the key first where there is none. */
  readonly sign: () => void
  readonly discard: () => void
  readonly correct: (note: Note) => void
  readonly withdraw: (entry: number, reason: string) => void
  readonly unlock: () => void
  /** Goes on although the ledger has lost its end; main asks first. */
  readonly continueLedger: () => void
  readonly copy: (text: string) => void
  /** Copies the passport of the frame on screen. */
  readonly copyFrame: () => void
  /** Issues a still of the frame, or of the one on screen; as it is looked at, the original with it. */
  readonly exportStill: (frame?: number) => void
  readonly setClock: (clip: number, clock: ClockStatement) => void
}

const Model = createContext<ReviewModel | undefined>(undefined)
export const ReviewModelProvider = Model

export function useReviewModel(): ReviewModel {
  const model = useContext(Model)
  if (!model) throw new Error('a part of the review screen stands outside of it')
  return model
}
