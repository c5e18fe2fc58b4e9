import { printCanonical } from '../canonical.ts'
import { millisecondsUp } from './media-time.ts'
import { clock } from './transcript-cues.ts'
import type { ReportedStatement, ReportModel } from './report-model.ts'

/**
 * The statements as WebVTT metadata cues, one file for all clips: each cue's JSON says which one. Without a STYLE
 * block, since players exist that read no cue behind one.
 */
export function annotationCues(model: ReportModel, clip: number | null = null): string {
  // A cue must not begin before the one above it (WebVTT, 4.1).
  const chosen = model.statements
    .filter((statement) => clip === null || statement.clip.number === clip)
    .sort((a, b) => startOf(a) - startOf(b))
  const notes = [...new Map(chosen.map((one) => [one.clip.path, one])).values()].map(
    (one) =>
      `NOTE ${one.clip.path} sha256=${one.clip.sha256} timebase=${one.timeBase.num}/${one.timeBase.den}`,
  )
  return `${['WEBVTT', ...notes, ...chosen.map(cue)].join('\n\n')}\n`
}

function startOf({ from, timeBase }: ReportedStatement): number {
  return millisecondsUp(from.pts, timeBase)
}

function cue(statement: ReportedStatement): string {
  const { from, to, end, timeBase, region, entry, kind, category, text, clip, details } = statement
  const start = startOf(statement)
  // A cue of no length is no cue; frames shorter than a millisecond do not occur in cameras.
  const until = Math.max(start + 1, millisecondsUp(end ?? to.pts, timeBase))
  const data = {
    entry,
    clip: clip.path,
    frames: [from.frame, to.frame],
    pts: [from.pts, to.pts],
    kind,
    category,
    text,
    ...(details?.person ? { person: { ...details.person } } : {}),
    ...(details && details.tags.length > 0 ? { tags: [...details.tags] } : {}),
    ...(details?.legal ? { legal: details.legal } : {}),
    ...(region ? { xywh: `pixel:${region.x},${region.y},${region.width},${region.height}` } : {}),
  }
  // WebVTT ends a cue at "-->" wherever it stands; inside JSON a hyphen may be written as an escape.
  return `${entry}\n${clock(start)} --> ${clock(until)}\n${printCanonical(data).replaceAll('-->', '-\\u002d>')}`
}
