import type { EntryFacts } from '../ledger/entry-facts.ts'
import type { Annotation } from './annotation.ts'

/** A line of a transcript is an annotation of this category: what was heard, from a frame to another, said by a role. */
export const transcriptCategory = 'transcript'

export function isTranscript({ category }: Pick<Annotation, 'category'>): boolean {
  return category === transcriptCategory
}

/** Who says it, by a label for the role; empty where nobody is named. */
export function speakerOf({ details }: Pick<Annotation, 'details'>): string {
  return details?.person?.label ?? ''
}

/** An entry and the line that it holds. */
export interface TranscriptLine {
  readonly entry: number
  readonly annotation: Annotation
}

/** The lines that hold for a clip, in the order of time: neither corrected since nor withdrawn. */
export function transcriptOf(
  entries: readonly EntryFacts[],
  bundle: string,
  clipSha256: string,
): readonly TranscriptLine[] {
  return entries
    .flatMap(({ seq, annotation, supersededBy }) =>
      annotation &&
      supersededBy === null &&
      isTranscript(annotation) &&
      annotation.bundle === bundle &&
      annotation.clip.sha256 === clipSha256
        ? [{ entry: seq, annotation }]
        : [],
    )
    .sort((a, b) => a.annotation.from.pts - b.annotation.from.pts || a.entry - b.entry)
}
