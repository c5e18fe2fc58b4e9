import { frameAt, toSeconds, type FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../../../main/core/seal/bundle-facts.ts'

/** A piece of media time, in seconds. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The whole clip, from its first frame to the end of its last. */
export function wholeSpan(table: FrameTable): Span {
  return { from: toSeconds(table.pts[0] ?? 0, table.timeBase), to: toSeconds(table.end, table.timeBase) }
}

/** Where a time lies in a span: 0 at its start, 1 at its end, beyond that outside. */
export function shareOf(span: Span, seconds: number): number {
  return span.to === span.from ? 0 : (seconds - span.from) / (span.to - span.from)
}

/** The frame under a place of the timeline. */
export function frameUnder(table: FrameTable, span: Span, share: number): number {
  return frameAt(table, span.from + Math.min(1, Math.max(0, share)) * (span.to - span.from))
}

/** From the start of a frame to the end of another: half open, as media time is. */
export function spanOfFrames(table: FrameTable, from: number, to: number): Span {
  return {
    from: toSeconds(table.pts[from] ?? table.end, table.timeBase),
    to: toSeconds(table.pts[to + 1] ?? table.end, table.timeBase),
  }
}

/** At least five frames stay in view, and never more than the whole. */
export function zoomed(span: Span, whole: Span, factor: number, around: number): Span {
  const least = Math.min(0.2, whole.to - whole.from)
  const length = Math.min(whole.to - whole.from, Math.max(least, (span.to - span.from) * factor))
  const share = Math.min(1, Math.max(0, shareOf(span, around)))
  return shifted({ from: around - share * length, to: around + (1 - share) * length }, whole)
}

/** The same length, moved by a share of itself and no farther than the whole. */
export function moved(span: Span, whole: Span, share: number): Span {
  const way = (span.to - span.from) * share
  return shifted({ from: span.from + way, to: span.to + way }, whole)
}

/** The same length, moved so that a time lies in view; unchanged when it already does. */
export function following(span: Span, whole: Span, seconds: number): Span {
  if (seconds >= span.from && seconds <= span.to) return span
  const length = span.to - span.from
  return shifted({ from: seconds - length / 10, to: seconds + (length * 9) / 10 }, whole)
}

function shifted(span: Span, whole: Span): Span {
  const length = span.to - span.from
  const from = Math.min(Math.max(whole.from, span.from), Math.max(whole.from, whole.to - length))
  return { from, to: from + length }
}

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]

/** Times to print along the span, at least `apart` pixels from one another. */
export function ticksOf(span: Span, width: number, apart: number): readonly number[] {
  const seconds = ((span.to - span.from) * apart) / Math.max(1, width)
  const step = steps.find((candidate) => candidate >= seconds) ?? 7200
  const first = Math.ceil(span.from / step)
  const count = Math.max(0, Math.floor(span.to / step) - first + 1)
  return Array.from({ length: count }, (_, index) => (first + index) * step)
}

/** The stretches of time whose frames have all their own bytes verified, in order and joined. */
export function verifiedSpans(
  table: FrameTable,
  clip: ClipFacts,
  verified: readonly (readonly [number, number])[],
): readonly Span[] {
  const known = new Uint8Array(clip.chunkCount)
  for (const [first, count] of verified) known.fill(1, first, first + count)
  const spans: Span[] = []
  let start = -1
  for (let frame = 0; frame <= table.pts.length; frame++) {
    const whole = frame < table.pts.length && isVerified(table, clip.chunkSize, known, frame)
    if (whole && start < 0) start = frame
    if (!whole && start >= 0) {
      spans.push(spanOfFrames(table, start, frame - 1))
      start = -1
    }
  }
  return spans
}

function isVerified(table: FrameTable, chunkSize: number, known: Uint8Array, frame: number): boolean {
  const offset = table.offset[frame] ?? 0
  const last = Math.floor((offset + Math.max(1, table.size[frame] ?? 1) - 1) / chunkSize)
  for (let chunk = Math.floor(offset / chunkSize); chunk <= last; chunk++)
    if (known[chunk] !== 1) return false
  return true
}

/** Share of a clip's chunks that are verified, 0 to 1. */
export function verifiedShare(clip: ClipFacts, verified: readonly (readonly [number, number])[]): number {
  const done = verified.reduce((sum, [, count]) => sum + count, 0)
  return clip.chunkCount === 0 ? 1 : done / clip.chunkCount
}

/** A share as CSS wants it. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(4)}%`
}

interface Stretch {
  readonly from: number
  readonly to: number
}

/** A range's row in its lane, and how many rows there are where it lies. */
export interface LaneRow {
  readonly row: number
  readonly of: number
}

/** For each range the first row in which it overlaps none before it. Both ends are counted. */
export function rowsOf(ranges: readonly Stretch[]): readonly LaneRow[] {
  const rows: Stretch[][] = []
  const placed = ranges.map((range) => {
    const free = rows.findIndex((row) => !row.some((other) => overlap(other, range)))
    const row = free < 0 ? rows.length : free
    rows[row] = [...(rows[row] ?? []), range]
    return { range, row }
  })
  return placed.map(({ range, row }) => {
    const beside = placed.filter((other) => overlap(other.range, range)).map((other) => other.row)
    return { row, of: Math.max(...beside) + 1 }
  })
}

function overlap(a: Stretch, b: Stretch): boolean {
  return a.from <= b.to && b.from <= a.to
}
