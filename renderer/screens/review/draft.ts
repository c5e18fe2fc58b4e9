import type {
  Annotation,
  AnnotationDraft,
  Region,
  StatementKind,
} from '../../../main/core/annotation/annotation.ts'
import type { Failure } from '../../../main/core/failure.ts'

/** Where a signed draft goes: a new annotation, or a new version of one that stays readable. */
export type DraftTarget =
  { readonly kind: 'new' } | { readonly kind: 'correction'; readonly entry: number; readonly reason: string }

/** What is being written. It is no evidence until it is signed, and the window says so. */
export type Draft =
  | { readonly state: 'none' }
  | {
      readonly state: 'editing'
      readonly target: DraftTarget
      readonly content: AnnotationDraft
      readonly trouble: Failure | undefined
    }
  | { readonly state: 'signing'; readonly target: DraftTarget; readonly content: AnnotationDraft }

export interface DraftChange {
  readonly from?: number
  readonly to?: number
  readonly kind?: StatementKind
  readonly category?: string
  readonly text?: string
  /** null takes the region away. */
  readonly region?: Region | null
}

/** A correction as it begins: what the last version says, on the clip with this number in the open bundle. */
export function correctionOf(annotation: Annotation, clip: number, entry: number): Draft {
  const content: AnnotationDraft = {
    clip,
    from: annotation.from.frame,
    to: annotation.to.frame,
    kind: annotation.kind,
    category: annotation.category,
    text: annotation.text,
    ...(annotation.region ? { region: annotation.region } : {}),
  }
  const target: DraftTarget = { kind: 'correction', entry, reason: '' }
  return { state: 'editing', target, content, trouble: undefined }
}

/** While it is being signed a draft cannot be changed. */
export function edited(draft: Draft, change: DraftChange): Draft {
  if (draft.state !== 'editing') return draft
  const { region, ...rest } = change
  const { region: before, ...content } = draft.content
  const now = region === undefined ? before : region
  return {
    ...draft,
    trouble: undefined,
    content: { ...content, ...rest, ...(now ? { region: now } : {}) },
  }
}

export function withReason(draft: Draft, reason: string): Draft {
  if (draft.state !== 'editing' || draft.target.kind !== 'correction') return draft
  return { ...draft, target: { ...draft.target, reason } }
}

export function refused(draft: Draft, failure: Failure): Draft {
  return draft.state === 'signing' ? { ...draft, state: 'editing', trouble: failure } : draft
}

/** What keeps the draft from being signed, or undefined. */
export type DraftGap = 'text' | 'reason' | 'order' | 'end'

export function draftGap(draft: Draft, frames: number): DraftGap | undefined {
  if (draft.state === 'none') return undefined
  const { from, to, text } = draft.content
  if (from > to) return 'order'
  if (to >= frames) return 'end'
  if (text.trim() === '') return 'text'
  return draft.target.kind === 'correction' && draft.target.reason.trim() === '' ? 'reason' : undefined
}
