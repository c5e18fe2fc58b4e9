import type { Annotation, AnnotationDraft } from '../../../main/core/annotation/annotation.ts'
import type { Failure } from '../../../main/core/failure.ts'
import type { ReviewDialog } from './review-dialog.ts'
import type { ReportView } from '../../../preload/contract/workstation.ts'
import type { KeptDraft } from '../../../preload/contract/notes.ts'
import { correctionOf, type Draft, type DraftChange, edited, refused, withReason } from './draft.ts'
import { type DraftHistory, noHistory, redone, remembered, typingStep, undone } from './draft-history.ts'
import { allCategories, type MoreFilter, noMore } from './listing.ts'

export type LeftSheet = 'clips' | 'files' | 'seal'
export type RightSheet = 'annotations' | 'words' | 'ledger' | 'report'
/** Of these a narrow window shows one at a time. */
export const panes = ['case', 'picture', 'notes'] as const
export type Pane = (typeof panes)[number]
export type NoteOrder = 'time' | 'entry'

/** A report on its way; what came out stays to be read while other sheets are looked at. */
export type Issue =
  | { readonly state: 'choosing' }
  | { readonly state: 'signing' }
  | { readonly state: 'issued'; readonly report: ReportView }
  | { readonly state: 'refused'; readonly failure: Failure }

/** What others are being shown: the entries that were chosen for it, and who they are. */
export interface Presenting {
  readonly entries: ReadonlySet<number>
  readonly audience: string
}

export type { ReviewDialog }

export const drawingTools = ['region', 'ellipse', 'polygon', 'arrow', 'freehand'] as const
export type DrawingTool = (typeof drawingTools)[number]
export type Tool = 'select' | DrawingTool

/** Everything the review screen decides by itself; what the case holds comes from main. */
export interface Review {
  readonly clip: number
  readonly left: LeftSheet
  readonly right: RightSheet
  readonly pane: Pane
  /** Entry that is marked in list and timeline. */
  readonly selected: number | undefined
  readonly draft: Draft
  readonly history: DraftHistory
  /** A draft that an earlier session left, until it is taken or thrown away. */
  readonly kept: KeptDraft | undefined
  readonly dialog: ReviewDialog
  readonly issue: Issue
  readonly tool: Tool
  readonly category: string
  readonly order: NoteOrder
  readonly search: string
  readonly more: MoreFilter
  /** What the next new draft begins with: the kind and category that were signed last. */
  readonly last: Pick<AnnotationDraft, 'kind' | 'category'>
  /** Only picture, clocks and seal: for showing it to others. */
  readonly solo: boolean
  /** Several cameras side by side instead of the one clip. */
  readonly cameras: boolean
  /** While passages are shown to others; undefined otherwise. */
  readonly presenting: Presenting | undefined
  /** Captions in the language of the window, or in the only one there is. */
  readonly captions: boolean
  /** Entry that was signed last, for a short notice. */
  readonly signed: number | undefined
}

export type ReviewEvent =
  | { readonly type: 'clip'; readonly clip: number }
  | { readonly type: 'left'; readonly sheet: LeftSheet }
  | { readonly type: 'right'; readonly sheet: RightSheet }
  | { readonly type: 'pane'; readonly pane: Pane }
  | { readonly type: 'select'; readonly entry: number | undefined; readonly clip?: number }
  | { readonly type: 'mark'; readonly frame: number }
  | { readonly type: 'in'; readonly frame: number }
  | { readonly type: 'out'; readonly frame: number }
  /** `step`: changes with the same word that follow each other are undone together. */
  | { readonly type: 'edit'; readonly change: DraftChange; readonly step?: string }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'found'; readonly kept: KeptDraft }
  | { readonly type: 'takeKept' }
  | { readonly type: 'dropKept' }
  | { readonly type: 'reason'; readonly reason: string }
  | {
      readonly type: 'correct'
      readonly entry: number
      readonly clip: number
      readonly annotation: Annotation
      /** The number of a clip in the open bundle. */
      readonly clipAt?: (path: string) => number | undefined
    }
  | { readonly type: 'signing' }
  | { readonly type: 'signed'; readonly entry: number | undefined }
  | { readonly type: 'refused'; readonly failure: Failure }
  | { readonly type: 'discard' }
  | { readonly type: 'dialog'; readonly dialog: ReviewDialog }
  | { readonly type: 'tool'; readonly tool: Review['tool'] }
  | { readonly type: 'filter'; readonly category: string }
  | { readonly type: 'more'; readonly more: Partial<MoreFilter> }
  | { readonly type: 'order'; readonly order: NoteOrder }
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'issue'; readonly issue: Issue }
  | { readonly type: 'captions' }
  | { readonly type: 'solo' }
  | { readonly type: 'cameras' }
  | { readonly type: 'presenting'; readonly presenting: Presenting | undefined }
  | { readonly type: 'noticed' }

export { allCategories } from './listing.ts'

/** A screen as it begins; a draft that was kept goes on where it was left, on its own clip. */
export function reviewOf(
  first: number,
  kept: Draft = { state: 'none' },
  list: Partial<Pick<Review, 'category' | 'order' | 'more'>> = {},
): Review {
  return {
    clip: kept.state === 'none' ? first : kept.content.clip,
    left: 'clips',
    right: 'annotations',
    pane: 'picture',
    selected: undefined,
    draft: kept.state === 'signing' ? { ...kept, state: 'editing', trouble: undefined } : kept,
    history: noHistory,
    kept: undefined,
    dialog: { kind: 'none' },
    issue: { state: 'choosing' },
    tool: 'select',
    category: allCategories,
    order: 'time',
    search: '',
    more: noMore,
    captions: false,
    solo: false,
    cameras: false,
    presenting: undefined,
    signed: undefined,
    last: { kind: 'observation', category: 'other' },
    ...list,
  }
}

export function nextReview(review: Review, event: ReviewEvent): Review {
  if (event.type === 'undo' || event.type === 'redo') {
    const [draft, history] = (event.type === 'undo' ? undone : redone)(review.history, review.draft)
    return { ...review, draft, history }
  }
  const next = afterEvent(review, event)
  const history = remembered(review.history, review.draft, next.draft, stepOf(review, event))
  return history === next.history ? next : { ...next, history }
}

function stepOf({ draft }: Review, event: ReviewEvent): string | undefined {
  if (event.type !== 'edit') return event.type === 'reason' ? 'reason' : undefined
  const { text } = event.change
  return text === undefined || draft.state === 'none' ? event.step : typingStep(draft.content.text, text)
}

function afterEvent(review: Review, event: Exclude<ReviewEvent, { type: 'undo' | 'redo' }>): Review {
  switch (event.type) {
    case 'clip':
      return event.clip === review.clip
        ? { ...review, pane: 'picture' }
        : { ...withoutFreshDraft(review), clip: event.clip, selected: undefined, pane: 'picture' }
    case 'left':
      return { ...review, left: event.sheet, pane: 'case' }
    case 'right':
      return { ...review, right: event.sheet, pane: 'notes' }
    case 'pane':
      return { ...review, pane: event.pane }
    case 'select':
      return { ...review, selected: event.entry, clip: event.clip ?? review.clip }
    case 'mark':
      return {
        ...review,
        right: 'annotations',
        draft: drafted(review, { from: event.frame, to: event.frame }),
      }
    case 'in':
      return { ...review, right: 'annotations', draft: withIn(review, event.frame) }
    case 'out':
      return { ...review, right: 'annotations', draft: withOut(review, event.frame) }
    case 'edit':
      return { ...review, draft: edited(review.draft, event.change) }
    case 'found':
      return { ...review, kept: event.kept }
    case 'takeKept':
      return review.kept ? taken(review, review.kept) : review
    case 'dropKept':
      return { ...review, kept: undefined }
    case 'more':
      return { ...review, more: { ...review.more, ...event.more } }
    case 'reason':
      return { ...review, draft: withReason(review.draft, event.reason) }
    case 'correct':
      return correcting(review, event)
    case 'signing':
      return review.draft.state === 'editing'
        ? { ...review, draft: { ...review.draft, state: 'signing' } }
        : review
    case 'signed':
      return signed(review, event.entry)
    case 'refused':
      return { ...review, draft: refused(review.draft, event.failure) }
    case 'discard':
      return { ...review, draft: { state: 'none' }, tool: 'select' }
    case 'dialog':
      return { ...review, dialog: event.dialog }
    case 'tool':
      return { ...review, tool: event.tool, pane: 'picture' }
    case 'filter':
      return { ...review, category: event.category }
    case 'order':
      return { ...review, order: event.order }
    case 'search':
      return { ...review, search: event.text }
    case 'issue':
      return { ...review, issue: event.issue }
    case 'captions':
      return { ...review, captions: !review.captions }
    case 'cameras':
      return { ...review, cameras: !review.cameras }
    case 'solo':
      return { ...review, solo: !review.solo }
    case 'presenting':
      return { ...review, presenting: event.presenting, tool: 'select' }
    case 'noticed':
      return { ...review, signed: undefined }
  }
}

/** A draft counts in the frames of its clip: it does not follow to another one unless it holds words. */
function withoutFreshDraft(review: Review): Review {
  const empty = review.draft.state === 'editing' && review.draft.content.text.trim() === ''
  return empty ? { ...review, draft: { state: 'none' } } : review
}

/** Whether the draft that is being written counts in the frames of the clip on stage. */
export function draftHere(review: Review): AnnotationDraft | undefined {
  return review.draft.state !== 'none' && review.draft.content.clip === review.clip
    ? review.draft.content
    : undefined
}

function drafted(review: Review, span: { readonly from: number; readonly to: number }): Draft {
  const here = draftHere(review)
  if (here && review.draft.state === 'editing') return { ...review.draft, content: { ...here, ...span } }
  if (review.draft.state !== 'none') return review.draft
  const content = { clip: review.clip, ...span, ...review.last, text: '' }
  return { state: 'editing', target: { kind: 'new' }, content, trouble: undefined }
}

/** A draft of an earlier session is taken up where it was left; what is being written now gives way to it. */
function taken(review: Review, { draft }: KeptDraft): Review {
  return {
    ...review,
    clip: draft.content.clip,
    right: 'annotations',
    draft: { state: 'editing', ...draft, trouble: undefined },
    kept: undefined,
  }
}

function signed(review: Review, entry: number | undefined): Review {
  const { draft } = review
  const last =
    draft.state === 'none' ? review.last : { kind: draft.content.kind, category: draft.content.category }
  return { ...review, draft: { state: 'none' }, selected: entry, signed: entry, last, tool: 'select' }
}

/** The other end moves along when it would come to lie on the wrong side. */
function withIn(review: Review, frame: number): Draft {
  const here = draftHere(review)
  return drafted(review, { from: frame, to: Math.max(frame, here?.to ?? frame) })
}

function withOut(review: Review, frame: number): Draft {
  const here = draftHere(review)
  return drafted(review, { from: Math.min(frame, here?.from ?? frame), to: frame })
}

function correcting(
  review: Review,
  { entry, clip, annotation, clipAt }: Extract<ReviewEvent, { type: 'correct' }>,
): Review {
  return {
    ...review,
    clip,
    right: 'annotations',
    pane: 'notes',
    draft: correctionOf(annotation, clip, entry, clipAt),
  }
}
