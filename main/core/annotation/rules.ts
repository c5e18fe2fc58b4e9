import type { Annotation, AnnotationDraft, Region } from './annotation.ts'
import { fail, ok, type Result } from '../result.ts'
import { noDetails } from './details.ts'
import { detailRefusal, detailsOf, type DetailRefusal } from './detail-rules.ts'
import { isPlain } from './plain-text.ts'

export { isPlain } from './plain-text.ts'

/** Why an annotation, correction or withdrawal is not accepted. */
export type AnnotationRefusal =
  | 'rangeReversed'
  | 'frameOutsideClip'
  | 'kindUnknown'
  | 'categoryEmpty'
  | 'categoryTooLong'
  | 'textEmpty'
  | 'textTooLong'
  | 'textNotPlain'
  | 'regionEmpty'
  | 'regionOutsidePicture'
  | 'reasonEmpty'
  | 'reasonTooLong'
  | 'notAnAnnotation'
  | 'alreadyCorrected'
  | 'alreadyWithdrawn'
  | 'otherAuthor'
  /** A correction would tell what the note was about; withdraw it and write another. */
  | 'personalOnlyWithdrawn'
  | DetailRefusal

/** Characters, as people count them. */
export const mostText = 4000
export const mostCategory = 64
export const mostReason = 1000

/** What of a clip bounds an annotation: number of frames, size of the coded picture. */
export interface ClipBounds {
  readonly frames: number
  readonly width: number
  readonly height: number
}

/** The draft, or the first rule that it breaks. */
export function checkDraft(
  draft: AnnotationDraft,
  clip: ClipBounds,
): Result<AnnotationDraft, AnnotationRefusal> {
  const refusal =
    rangeRefusal(draft, clip) ??
    wordsRefusal(draft) ??
    regionRefusal(draft.region, clip) ??
    moreRefusal(draft, clip)
  return refusal ? fail(refusal) : ok(draft)
}

function rangeRefusal(draft: AnnotationDraft, clip: ClipBounds): AnnotationRefusal | undefined {
  const inside = [draft.from, draft.to].every(
    (frame) => Number.isInteger(frame) && frame >= 0 && frame < clip.frames,
  )
  if (!inside) return 'frameOutsideClip'
  return draft.from <= draft.to ? undefined : 'rangeReversed'
}

/** Why an annotation is not accepted, as far as it can be told without the clip; undefined when it is. */
export function annotationRefusal(annotation: Annotation): AnnotationRefusal | undefined {
  if (annotation.from.frame > annotation.to.frame) return 'rangeReversed'
  const { from, to, region, details = noDetails } = annotation
  return (
    wordsRefusal(annotation) ??
    regionRefusal(region ?? undefined, unbounded) ??
    detailRefusal(details, { from: from.frame, to: to.frame, region })
  )
}

/** A tracked region stays inside the picture at each of its key frames. */
function moreRefusal(draft: AnnotationDraft, clip: ClipBounds): AnnotationRefusal | undefined {
  const details = detailsOf(draft, String)
  const outside = details.track.map(({ region }) => regionRefusal(region, clip)).find(Boolean)
  const { from, to, region = null } = draft
  return outside ?? detailRefusal(details, { from, to, region })
}

const unbounded: ClipBounds = { frames: Infinity, width: Infinity, height: Infinity }

function wordsRefusal(words: Pick<Annotation, 'kind' | 'category' | 'text'>): AnnotationRefusal | undefined {
  if (!['observation', 'inference', 'assessment'].includes(words.kind)) return 'kindUnknown'
  if (words.category.trim() === '') return 'categoryEmpty'
  if ([...words.category].length > mostCategory) return 'categoryTooLong'
  if (words.text.trim() === '') return 'textEmpty'
  if ([...words.text].length > mostText) return 'textTooLong'
  return isPlain(words.text) && isPlain(words.category) ? undefined : 'textNotPlain'
}

function regionRefusal(region: Region | undefined, clip: ClipBounds): AnnotationRefusal | undefined {
  if (!region) return undefined
  const sides = [region.x, region.y, region.width, region.height]
  if (!sides.every((side) => Number.isSafeInteger(side) && side >= 0)) return 'regionOutsidePicture'
  if (region.width === 0 || region.height === 0) return 'regionEmpty'
  const inside = region.x + region.width <= clip.width && region.y + region.height <= clip.height
  return inside ? undefined : 'regionOutsidePicture'
}

/** Why a reason for a correction or withdrawal is not accepted. */
export function reasonRefusal(reason: string): AnnotationRefusal | undefined {
  if (reason.trim() === '') return 'reasonEmpty'
  if ([...reason].length > mostReason) return 'reasonTooLong'
  return isPlain(reason) ? undefined : 'textNotPlain'
}
