import type {
  Annotation,
  AnnotationDraft,
  DraftLink,
  Region,
  StatementKind,
} from '../../../main/core/annotation/annotation.ts'
import type { PersonLabel } from '../../../main/core/annotation/details.ts'
import type { Shape, TrackKey } from '../../../main/core/annotation/shape.ts'
import type { Failure } from '../../../main/core/failure.ts'
import type { UnsignedDraft } from '../../../preload/contract/notes.ts'

/** Where a signed draft goes: a new annotation, or a new version of one that stays readable. */
export type DraftTarget = UnsignedDraft['target']

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
  /** null takes the region away, and with it what is drawn in it. */
  readonly region?: Region | null
  /** null is a rectangle. */
  readonly shape?: Shape | null
  /** Empty: the region stands still. */
  readonly track?: readonly TrackKey[]
  readonly person?: PersonLabel | null
  readonly tags?: readonly string[]
  readonly links?: readonly DraftLink[]
  readonly legal?: string
  readonly personal?: boolean
}

/** A correction as it begins: what the last version says, on the clip with this number in the open bundle. */
export function correctionOf(
  annotation: Annotation,
  clip: number,
  entry: number,
  clipAt: (path: string) => number | undefined = () => undefined,
): Draft {
  const { details, region } = annotation
  const links = (details?.links ?? []).flatMap((link): DraftLink[] => {
    if ('annotation' in link) return [link]
    const number = clipAt(link.clip)
    return number === undefined ? [] : [{ clip: number, frame: link.frame }]
  })
  const content: AnnotationDraft = {
    clip,
    from: annotation.from.frame,
    to: annotation.to.frame,
    kind: annotation.kind,
    category: annotation.category,
    text: annotation.text,
  }
  const { shape = null, track = [], person = null, tags = [], legal = '' } = details ?? {}
  return {
    state: 'editing',
    target: { kind: 'correction', entry, reason: '' },
    content: changed(content, { region, shape, track, person, tags, links, legal }),
    trouble: undefined,
  }
}

/** While it is being signed a draft cannot be changed. */
export function edited(draft: Draft, change: DraftChange): Draft {
  if (draft.state !== 'editing') return draft
  return { ...draft, trouble: undefined, content: changed(draft.content, change) }
}

/** The content with the change, in its one spelling: a member that says nothing is left out. */
function changed(content: AnnotationDraft, change: DraftChange): AnnotationDraft {
  const { region, shape, track, person, tags, links, legal, personal, ...plain } = { ...content, ...change }
  const keys = keysInside(track ?? [], plain.from, plain.to)
  const place = region ? (keys[0]?.region ?? region) : undefined
  return {
    ...plain,
    ...(place ? { region: place } : {}),
    ...(place && shape ? { shape } : {}),
    ...(place && keys.length > 1 ? { track: keys } : {}),
    ...(person ? { person } : {}),
    ...(tags && tags.length > 0 ? { tags } : {}),
    ...(links && links.length > 0 ? { links } : {}),
    ...(legal ? { legal } : {}),
    ...(personal ? { personal } : {}),
  }
}

/** A range that got shorter loses the key frames outside of it. */
function keysInside(track: readonly TrackKey[], from: number, to: number): readonly TrackKey[] {
  return track.filter(({ frame }) => frame >= from && frame <= to)
}

/** The track with the region at this frame, whatever stood there before. A first key frame is set at the range's start. */
export function withKey(draft: AnnotationDraft, frame: number, region: Region): readonly TrackKey[] {
  const known = draft.track ?? (draft.region ? [{ frame: draft.from, region: draft.region }] : [])
  return [...known.filter((key) => key.frame !== frame), { frame, region }].toSorted(
    (a, b) => a.frame - b.frame,
  )
}

export function withReason(draft: Draft, reason: string): Draft {
  if (draft.state !== 'editing' || draft.target.kind !== 'correction') return draft
  return { ...draft, target: { ...draft.target, reason } }
}

export function refused(draft: Draft, failure: Failure): Draft {
  return draft.state === 'signing' ? { ...draft, state: 'editing', trouble: failure } : draft
}

/** What keeps the draft from being signed, or undefined. */
export type DraftGap = 'text' | 'reason' | 'order' | 'end' | 'person'

export function draftGap(draft: Draft, frames: number): DraftGap | undefined {
  if (draft.state === 'none') return undefined
  const { from, to, text, person } = draft.content
  if (from > to) return 'order'
  if (to >= frames) return 'end'
  if (text.trim() === '') return 'text'
  if (person && person.label.trim() === '') return 'person'
  return draft.target.kind === 'correction' && draft.target.reason.trim() === '' ? 'reason' : undefined
}
