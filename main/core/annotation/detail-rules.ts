import type { AnnotationDraft, Region } from './annotation.ts'
import {
  mostLabel,
  mostLegal,
  mostLinks,
  mostTags,
  noDetails,
  personCategories,
  type AnnotationDetails,
  type Link,
} from './details.ts'
import { boundsOf, fewestPoints, mostPoints, mostTrackKeys, sameRegion } from './shape.ts'
import { isPlain } from './plain-text.ts'

export type DetailRefusal =
  | 'shapeWithoutRegion'
  | 'shapePoints'
  | 'shapeOutsideBounds'
  | 'trackOrder'
  | 'trackShape'
  | 'personEmpty'
  | 'personTooLong'
  | 'personCategory'
  | 'tagEmpty'
  | 'tagsTooMany'
  | 'linksTooMany'
  | 'legalTooLong'
  | 'textNotPlain'

/** What an annotation's details have to fit. */
export interface DetailFrame {
  readonly from: number
  readonly to: number
  readonly region: Region | null
}

/** The first rule that the details break; undefined when none. */
export function detailRefusal(details: AnnotationDetails, frame: DetailFrame): DetailRefusal | undefined {
  return shapeRefusal(details, frame) ?? trackRefusal(details, frame) ?? wordsRefusal(details)
}

function shapeRefusal({ shape }: AnnotationDetails, { region }: DetailFrame): DetailRefusal | undefined {
  if (!shape) return undefined
  if (!region) return 'shapeWithoutRegion'
  if (shape.kind === 'ellipse') return undefined
  const { points, kind } = shape
  const fits = points.length >= fewestPoints(kind) && points.length <= mostPoints
  if (!fits || (kind === 'arrow' && points.length !== 2)) return 'shapePoints'
  if (!points.flat().every((at) => Number.isSafeInteger(at) && at >= 0)) return 'shapePoints'
  // The region says where the shape is: two answers to one question would let a reader choose.
  return sameRegion(boundsOf(points), region) ? undefined : 'shapeOutsideBounds'
}

function trackRefusal({ track, shape }: AnnotationDetails, frame: DetailFrame): DetailRefusal | undefined {
  const first = track[0]
  if (!first) return undefined
  if (shape && shape.kind !== 'ellipse') return 'trackShape'
  if (!frame.region || !sameRegion(first.region, frame.region)) return 'trackShape'
  const frames = track.map((key) => key.frame)
  const rising = frames.every((at, index) => index === 0 || at > (frames[index - 1] ?? at))
  const inside = frames.every((at) => at >= frame.from && at <= frame.to)
  return rising && inside && track.length <= mostTrackKeys ? undefined : 'trackOrder'
}

function wordsRefusal({ person, tags, links, legal }: AnnotationDetails): DetailRefusal | undefined {
  if (person && person.label.trim() === '') return 'personEmpty'
  if (person && [...person.label].length > mostLabel) return 'personTooLong'
  if (person && !personCategories.includes(person.category)) return 'personCategory'
  if (tags.some((tag) => tag.trim() === '' || [...tag].length > mostLabel)) return 'tagEmpty'
  if (tags.length > mostTags || new Set(tags).size !== tags.length) return 'tagsTooMany'
  if (links.length > mostLinks) return 'linksTooMany'
  if ([...legal].length > mostLegal) return 'legalTooLong'
  return [person?.label ?? '', legal, ...tags].every(isPlain) ? undefined : 'textNotPlain'
}

/** The details of a draft, with "nothing" where it says nothing. Links to clips are named by path. */
export function detailsOf(
  draft: AnnotationDraft,
  clipPath: (clip: number) => string | undefined,
): AnnotationDetails {
  const links = (draft.links ?? []).flatMap((link): Link[] => {
    if ('annotation' in link) return [link]
    const clip = clipPath(link.clip)
    return clip === undefined ? [] : [{ clip, frame: link.frame }]
  })
  return {
    shape: draft.shape ?? noDetails.shape,
    track: draft.track ?? noDetails.track,
    person: draft.person ?? noDetails.person,
    tags: draft.tags ?? noDetails.tags,
    links,
    legal: draft.legal ?? noDetails.legal,
  }
}
