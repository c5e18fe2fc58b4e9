import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { Note } from './notes.ts'
import type { Span } from './timeline-scale.ts'

/** Nearer to one another than this nobody could tell two marks apart, in pixels. */
const nearest = 5

interface View {
  readonly span: Span
  readonly width: number
  /** Entry that is always drawn. */
  readonly chosen: number | undefined
}

/**
 * The notes to draw: those whose frames lie in view, and of those that would lie on one another one. However many there
 * are, no more are answered than fit beside one another; the chosen one is always among them.
 */
export function notesInView(
  notes: readonly Note[],
  table: FrameTable,
  { span, width, chosen }: View,
): readonly Note[] {
  const { num, den } = table.timeBase
  const [from, to] = [(span.from * den) / num, (span.to * den) / num]
  const place = ((to - from) * nearest) / Math.max(1, width)
  const taken = new Map<number, Note>()
  for (const note of notes) {
    const { from: first, to: last } = note.annotation
    if (first.pts > to || last.pts < from) continue
    const at = Math.round(Math.max(first.pts, from) / place)
    if (!taken.has(at) || note.entry.seq === chosen) taken.set(at, note)
  }
  return [...taken.values()]
}
