import type { Annotation } from '../../../main/core/annotation/annotation.ts'
import type { EntryFacts } from '../../../main/core/ledger/entry-facts.ts'
import type { BundleFacts } from '../../../main/core/seal/bundle-facts.ts'
import { frameText } from '../../figures.ts'
import { allCategories, type NoteOrder } from './review-state.ts'

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
}

/** The annotations on the open bundle, in the order of their first entries. */
export function notesOf(entries: readonly EntryFacts[], bundle: BundleFacts): readonly Note[] {
  const versions = new Map<string, { entry: EntryFacts; annotation: Annotation }[]>()
  for (const entry of entries) {
    const { annotation } = entry
    if (annotation === null || annotation.bundle !== bundle.manifestSha256) continue
    const known = versions.get(annotation.id)
    if (known) known.push({ entry, annotation })
    else versions.set(annotation.id, [{ entry, annotation }])
  }
  const clips = new Map((bundle.case?.clips ?? []).map((clip) => [clip.path, clip.number]))
  return [...versions.values()].flatMap((all) => {
    const [last, ...earlier] = all.toReversed()
    const clip = last && clips.get(last.annotation.clip.path)
    if (!last || clip === undefined) return []
    const withdrawal = last.entry.withdrawn
      ? entries.find((entry) => entry.kind === 'withdrawal' && entry.supersedes === last.entry.seq)
      : undefined
    return [{ ...last, clip, earlier, withdrawal }]
  })
}

export interface NoteFilter {
  readonly category: string
  readonly order: NoteOrder
  readonly search: string
}

/** What the list shows, in its order: by clip and frame, or by entry. */
export function listedNotes(notes: readonly Note[], filter: NoteFilter): readonly Note[] {
  const wanted = filter.search.trim().toLocaleLowerCase()
  return notes
    .filter(({ annotation }) => filter.category === allCategories || annotation.category === filter.category)
    .filter(({ annotation }) => wanted === '' || annotation.text.toLocaleLowerCase().includes(wanted))
    .toSorted(filter.order === 'time' ? byTime : (a, b) => a.entry.seq - b.entry.seq)
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
