import type { Annotation, AnnotationDraft, Region } from './annotation.ts'
import { fail, ok, type Result } from '../result.ts'

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
  const refusal = rangeRefusal(draft, clip) ?? wordsRefusal(draft) ?? regionRefusal(draft.region, clip)
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
  return wordsRefusal(annotation) ?? regionRefusal(annotation.region ?? undefined, unbounded)
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

/**
 * Text that reads the same for everyone: no control characters but tab and line feed, no characters that turn the
 * order of reading around (a sentence that shows other words than it signs), no halves of a character.
 */
export function isPlain(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if ((code < 32 && code !== 9 && code !== 10) || (code >= 0x7f && code <= 0x9f)) return false
    if (code >= 0x202a && code <= 0x202e) return false
    if (code >= 0x2066 && code <= 0x2069) return false
    if (code >= 0xd800 && code <= 0xdfff) return false
  }
  return true
}
