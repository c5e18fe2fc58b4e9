import type { Cue } from '../../../main/core/clip/captions.ts'
import { plainWords } from '../../../main/core/clip/find-cues.ts'
import { frameAt, type FrameTable } from '../../../main/core/clip/frame-table.ts'
import { isTranscript, speakerOf } from '../../../main/core/annotation/transcript.ts'
import type { Note } from './notes.ts'

/** Something that is said from a frame to another, both counted. */
export interface WordLine {
  readonly key: string
  readonly from: number
  readonly to: number
  /** Empty where nobody is named; captions name speakers within their text. */
  readonly speaker: string
  readonly text: string
  /** From the bundle, or from the ledger. */
  readonly source: { readonly language: string } | { readonly note: Note }
}

/** The captions of a clip in one language. */
export interface CaptionCues {
  readonly language: string
  readonly cues: readonly Cue[]
}

/** Captions and what reviewers wrote down, in the order of time; withdrawn lines are left out. */
export function wordLines(
  table: FrameTable,
  captions: readonly CaptionCues[],
  notes: readonly Note[],
): readonly WordLine[] {
  const sealed = captions.flatMap(({ language, cues }) =>
    cues.map(({ from, to, text }, index): WordLine => {
      const first = frameAt(table, from / 1000)
      const last = Math.max(first, frameAt(table, (to - 1) / 1000))
      return { key: `${language} ${index}`, from: first, to: last, speaker: '', text, source: { language } }
    }),
  )
  const written = notes
    .filter(({ annotation, withdrawal }) => isTranscript(annotation) && !withdrawal)
    .map((note): WordLine => {
      const { annotation } = note
      const [from, to] = [annotation.from.frame, annotation.to.frame]
      const { text, id } = annotation
      return { key: id, from, to, speaker: speakerOf(annotation), text, source: { note } }
    })
  return [...sealed, ...written].sort((a, b) => a.from - b.from || a.to - b.to)
}

/** Lines in which each word of the question begins a word of the text or of the speaker; all for an empty question. */
export function linesWith(lines: readonly WordLine[], question: string): readonly WordLine[] {
  const wanted = plainWords(question)
  return lines.filter(({ speaker, text }) => {
    const words = plainWords(`${speaker} ${text}`)
    return wanted.every((word) => words.some((other) => other.startsWith(word)))
  })
}

/** The place in the list of what is being said at a frame: of several the one that began last; -1 in silence. */
export function lineAt(lines: readonly WordLine[], frame: number): number {
  return lines.findLastIndex(({ from, to }) => from <= frame && frame <= to)
}

/** Who was named so far, the most recent first. */
export function speakersIn(lines: readonly WordLine[]): readonly string[] {
  const named = lines.flatMap(({ speaker, source }) =>
    'note' in source && speaker !== '' ? [[source.note.entry.seq, speaker] as const] : [],
  )
  return [...new Set(named.sort((a, b) => b[0] - a[0]).map(([, speaker]) => speaker))]
}
