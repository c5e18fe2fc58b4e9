import type { PersonCategory } from '../../../main/core/annotation/details.ts'
import type { AnnotationDraft } from '../../../main/core/annotation/annotation.ts'
import { transcriptCategory } from '../../../main/core/annotation/transcript.ts'

/** A line of a transcript as it is being typed. */
export interface LineDraft {
  readonly text: string
  readonly speaker: string
  readonly role: PersonCategory
  /** Where it begins: set by the first letter, or by key. */
  readonly from: number | undefined
  /** The farthest frame that was on screen since, or the one set by key. */
  readonly to: number | undefined
  readonly endSet: boolean
}

export const emptyLine: LineDraft = {
  text: '',
  speaker: '',
  role: 'other',
  from: undefined,
  to: undefined,
  endSet: false,
}

/** The next line begins behind this one and is first thought to be said by the same person. */
export function lineAfter({ speaker, role }: LineDraft): LineDraft {
  return { ...emptyLine, speaker, role }
}

/** Typed at a frame: the first letter says where the line begins. */
export function typed(line: LineDraft, text: string, frame: number): LineDraft {
  if (line.from !== undefined) return { ...line, text }
  return text.trim() === '' ? { ...line, text } : { ...line, text, from: frame, to: frame }
}

/** A frame came on screen: the line reaches as far as was listened, however often one went back. */
export function listened(line: LineDraft, frame: number): LineDraft {
  const { from, to, endSet } = line
  return from === undefined || endSet || frame <= (to ?? from) ? line : { ...line, to: frame }
}

export function begunAt(line: LineDraft, frame: number): LineDraft {
  return { ...line, from: frame, to: Math.max(frame, line.endSet ? (line.to ?? frame) : frame) }
}

export function endedAt(line: LineDraft, frame: number): LineDraft {
  const from = Math.min(line.from ?? frame, frame)
  return { ...line, from, to: frame, endSet: true }
}

/** The annotation that is signed: an observation of what was heard. Undefined while there is nothing to sign. */
export function annotationOfLine(clip: number, line: LineDraft): AnnotationDraft | undefined {
  const { text, speaker, role, from, to } = line
  if (text.trim() === '' || from === undefined) return undefined
  const label = speaker.trim()
  return {
    clip,
    from,
    to: Math.max(from, to ?? from),
    kind: 'observation',
    category: transcriptCategory,
    text: text.trim(),
    ...(label === '' ? {} : { person: { label, category: role } }),
  }
}
