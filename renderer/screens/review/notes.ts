import { parseAnnotation } from '../../../main/core/annotation/annotation-data.ts'
import type { Annotation } from '../../../main/core/annotation/annotation.ts'
import type { EntryFacts } from '../../../main/core/ledger/entry-facts.ts'
import type { BundleFacts } from '../../../main/core/seal/bundle-facts.ts'
import { frameText } from '../../figures.ts'
import { allCategories, type MoreFilter, noMore } from './listing.ts'
import type { NoteOrder } from './review-state.ts'

/** An annotation with all its versions; the last one holds, the others stay readable. */
export interface Note {
  readonly entry: EntryFacts
  readonly annotation: Annotation
  /** The clip's number in the open bundle. */
  readonly clip: number
  /** Older versions, newest first. */
  readonly earlier: readonly { readonly entry: EntryFacts; readonly annotation: Annotation }[]
  /** The entry that took it back, if any. */
  readonly withdrawal: EntryFacts | undefined
  /** Its author's alone: never in a report, an export or a presentation, and withdrawn rather than corrected. */
  readonly personal: boolean
}

/** The annotations on the open bundle, in the order of their first entries; no personal note is among them. */
export function notesOf(entries: readonly EntryFacts[], bundle: BundleFacts): readonly Note[] {
  return joined(entries, bundle, ({ annotation }) => annotation)
}

/** The personal notes on the open bundle whose words are in this ledger. */
export function personalNotesOf(entries: readonly EntryFacts[], bundle: BundleFacts): readonly Note[] {
  return joined(entries, bundle, ({ kind, data }) =>
    kind === 'personalNote' ? (parseAnnotation(data ?? undefined) ?? null) : null,
  ).map((note) => ({ ...note, personal: true }))
}

function joined(
  entries: readonly EntryFacts[],
  bundle: BundleFacts,
  annotationIn: (entry: EntryFacts) => Annotation | null,
): readonly Note[] {
  const versions = new Map<string, { entry: EntryFacts; annotation: Annotation }[]>()
  for (const entry of entries) {
    const annotation = annotationIn(entry)
    if (annotation === null || annotation.bundle !== bundle.manifestSha256) continue
    const known = versions.get(annotation.id)
    if (known) known.push({ entry, annotation })
    else versions.set(annotation.id, [{ entry, annotation }])
  }
  const clips = new Map((bundle.case?.clips ?? []).map((clip) => [clip.path, clip.number]))
  const withdrawals = new Map(
    entries.flatMap((entry) => (entry.kind === 'withdrawal' ? [[entry.supersedes, entry] as const] : [])),
  )
  return [...versions.values()].flatMap((all) => {
    const [last, ...earlier] = all.toReversed()
    const clip = last && clips.get(last.annotation.clip.path)
    if (!last || clip === undefined) return []
    const withdrawal = last.entry.withdrawn ? withdrawals.get(last.entry.seq) : undefined
    return [{ ...last, clip, earlier, withdrawal, personal: false }]
  })
}

export interface NoteFilter {
  readonly category: string
  readonly order: NoteOrder
  readonly search: string
  /** Narrowing besides; what is missing narrows nothing. */
  readonly more?: MoreFilter
}

/** What the list shows, in its order: by clip and frame, or by entry. */
export function listedNotes(notes: readonly Note[], filter: NoteFilter): readonly Note[] {
  const wanted = filter.search.trim().toLocaleLowerCase()
  return notes
    .filter(({ annotation }) => filter.category === allCategories || annotation.category === filter.category)
    .filter(({ annotation }) => wanted === '' || annotation.text.toLocaleLowerCase().includes(wanted))
    .filter((note) => fits(note, filter.more ?? noMore))
    .toSorted(filter.order === 'time' ? byTime : (a, b) => a.entry.seq - b.entry.seq)
}

function fits({ annotation, entry }: Note, { kind, tag, person, author }: MoreFilter): boolean {
  const { details } = annotation
  return (
    (kind === allCategories || annotation.kind === kind) &&
    (tag === allCategories || (details?.tags.includes(tag) ?? false)) &&
    (person === allCategories || details?.person?.label === person) &&
    (author === allCategories || entry.author === author)
  )
}

/** What there is to narrow by: each word once, in the order of the alphabet. */
export function choicesIn(
  notes: readonly Note[],
): Readonly<Record<'tag' | 'person' | 'author', readonly string[]>> {
  const once = (words: readonly string[]): readonly string[] => [...new Set(words)].toSorted()
  return {
    tag: once(notes.flatMap(({ annotation }) => annotation.details?.tags ?? [])),
    person: once(notes.flatMap(({ annotation }) => annotation.details?.person?.label ?? [])),
    author: once(notes.map(({ entry }) => entry.author)),
  }
}

function byTime(a: Note, b: Note): number {
  return a.clip - b.clip || a.annotation.from.frame - b.annotation.from.frame || a.entry.seq - b.entry.seq
}

export function isMarker(annotation: Annotation): boolean {
  return annotation.from.frame === annotation.to.frame
}

/** One frame, or the first and the last of several. */
export function frameRange(from: number, to: number): string {
  return from === to ? frameText(from) : `${frameText(from)} – ${frameText(to)}`
}
