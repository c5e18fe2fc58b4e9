import type { ShownSpan } from '../edit-list.ts'
import type { CodedSamples } from '../coded-samples.ts'
import type { Edit } from './movie.ts'

/** No edit list: all is shown at its own time. */
export const unedited: readonly ShownSpan[] = [{ from: -Infinity, to: Infinity, shift: 0 }]

/**
 * The edit list in ticks of the track. An edit runs to the end of the media when it has no duration or the
 * file is fragmented: its writer could not know the duration when it wrote the list.
 */
export function spansOf(
  edits: readonly Edit[],
  movieTimescale: number,
  timescale: number,
  fragmented: boolean,
): readonly ShownSpan[] {
  const spans: ShownSpan[] = []
  let at = 0
  for (const { duration, mediaTime } of edits) {
    const ticks = Math.round((duration * timescale) / movieTimescale)
    const open = duration === 0 || fragmented
    if (mediaTime >= 0) {
      spans.push({ from: mediaTime, to: open ? Infinity : mediaTime + ticks, shift: at - mediaTime })
    }
    at += ticks
  }
  return spans.length > 0 ? spans : unedited
}

/**
 * The clock set so that the first picture shown stands where the edit begins. An edit may begin within a picture;
 * that one is not shown, and the common readers (ffmpeg, and with it Chromium) then count from the next.
 */
export function startAtPicture(
  spans: readonly ShownSpan[],
  edits: readonly Edit[],
  samples: CodedSamples,
): readonly ShownSpan[] {
  const [first] = spans
  if (!first || edits.length === 0) return spans
  const start = first.from + first.shift
  let lead = Infinity
  for (const pts of samples.pts)
    if (pts >= first.from && pts < first.to) lead = Math.min(lead, pts + first.shift - start)
  return lead > 0 && lead < Infinity ? spans.map((span) => ({ ...span, shift: span.shift - lead })) : spans
}
