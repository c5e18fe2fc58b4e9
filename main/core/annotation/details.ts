import type { Json } from '../canonical.ts'
import { countOf, hasExactly, isObject, listOf, textOf } from '../ledger/json-shape.ts'
import type { Region } from './annotation.ts'
import { parseShape, shapeData, type Shape, type TrackKey } from './shape.ts'

/** § 72 BDSG: categories of persons, kept apart as far as can be. */
export const personCategories = ['suspect', 'victim', 'witness', 'officer', 'other'] as const
export type PersonCategory = (typeof personCategories)[number]

/** Who is meant, by a label for the role (Person A), never by name. */
export interface PersonLabel {
  readonly label: string
  readonly category: PersonCategory
}

/** What else an annotation speaks of: another annotation, or a frame of a clip. */
export type Link = { readonly annotation: string } | { readonly clip: string; readonly frame: number }

/** What an annotation says beyond its text; every member has a value for "nothing". */
export interface AnnotationDetails {
  /** null: the region is a rectangle, or there is none. */
  readonly shape: Shape | null
  /** Empty: the region stands still. */
  readonly track: readonly TrackKey[]
  readonly person: PersonLabel | null
  /** Keys of the office's vocabulary, or words. */
  readonly tags: readonly string[]
  readonly links: readonly Link[]
  /** A norm the passage bears on; empty for none. */
  readonly legal: string
}

export const mostTags = 16
export const mostLinks = 32
export const mostLegal = 200
export const mostLabel = 64

export const noDetails: AnnotationDetails = {
  shape: null,
  track: [],
  person: null,
  tags: [],
  links: [],
  legal: '',
}

/** Whether there is anything to say beyond the text. */
export function hasDetails(details: AnnotationDetails): boolean {
  const { shape, track, person, tags, links, legal } = details
  return shape !== null || person !== null || legal !== '' || track.length + tags.length + links.length > 0
}

export function detailsData(details: AnnotationDetails): Json {
  return {
    shape: details.shape && shapeData(details.shape),
    track: details.track.map(({ frame, region }) => ({ frame, region: { ...region } })),
    person: details.person && { ...details.person },
    tags: [...details.tags],
    links: details.links.map((link) => ({ ...link })),
    legal: details.legal,
  }
}

/** The details that an entry holds, or undefined. */
export function parseDetails(value: Json | undefined): AnnotationDetails | undefined {
  const members = ['shape', 'track', 'person', 'tags', 'links', 'legal']
  if (!isObject(value) || !hasExactly(value, members)) return undefined
  const shape = parseShape(value['shape'])
  const person = personOf(value['person'])
  const track = wholeList(value['track'], keyOf)
  const tags = wholeList(value['tags'], textOf)
  const links = wholeList(value['links'], linkOf)
  const legal = textOf(value['legal'])
  if (shape === undefined || person === undefined || legal === undefined) return undefined
  return track && tags && links ? { shape, track, person, tags, links, legal } : undefined
}

function wholeList<T>(
  value: Json | undefined,
  parse: (item: Json) => T | undefined,
): readonly T[] | undefined {
  const list = listOf(value)
  const parsed = list?.flatMap((item) => parse(item) ?? [])
  return parsed && parsed.length === list?.length ? parsed : undefined
}

function keyOf(value: Json): TrackKey | undefined {
  if (!isObject(value) || !hasExactly(value, ['frame', 'region'])) return undefined
  const [frame, region] = [countOf(value['frame']), parseRegion(value['region'])]
  return frame === undefined || !region ? undefined : { frame, region }
}

function personOf(value: Json | undefined): PersonLabel | null | undefined {
  if (value === null) return null
  if (!isObject(value) || !hasExactly(value, ['label', 'category'])) return undefined
  const label = textOf(value['label'])
  const category = personCategories.find((known) => known === value['category'])
  return label === undefined || !category ? undefined : { label, category }
}

function linkOf(value: Json): Link | undefined {
  if (!isObject(value)) return undefined
  if (hasExactly(value, ['annotation'])) {
    const annotation = textOf(value['annotation'])
    return annotation === undefined ? undefined : { annotation }
  }
  if (!hasExactly(value, ['clip', 'frame'])) return undefined
  const [clip, frame] = [textOf(value['clip']), countOf(value['frame'])]
  return clip === undefined || frame === undefined ? undefined : { clip, frame }
}

/** null is no region, undefined is none of ours. */
export function parseRegion(value: Json | undefined): Region | null | undefined {
  if (value === null) return null
  if (!isObject(value) || !hasExactly(value, ['x', 'y', 'width', 'height'])) return undefined
  const [x, y, width, height] = [value['x'], value['y'], value['width'], value['height']].map(countOf)
  return x === undefined || y === undefined || width === undefined || height === undefined
    ? undefined
    : { x, y, width, height }
}
