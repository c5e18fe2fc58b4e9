import { framesSeen, type SeenSpan } from '../../../main/core/access/coverage.ts'

/** Frames from one to another, both counted. */
export interface Frames {
  readonly from: number
  readonly to: number
}

/** Every frame of a clip stands in exactly one of the three lists; each is in order and its ranges do not touch. */
export interface Coverage {
  /** On screen at real time or slower, or standing still. */
  readonly seen: readonly Frames[]
  /** On screen, yet only faster than real time. */
  readonly fast: readonly Frames[]
  readonly unseen: readonly Frames[]
}

const realTime = 1000

/** What of a clip with so many frames was on screen, and whether slowly enough to be looked at. */
export function coverageOfFrames(count: number, spans: readonly SeenSpan[]): Coverage {
  const inside = spans.flatMap((span) => clipped(span, count))
  const seen = framesSeen(inside.filter(({ rate }) => Math.abs(rate) <= realTime))
  const any = framesSeen(inside)
  return {
    seen,
    fast: without(any, seen),
    unseen: count > 0 ? without([{ from: 0, to: count - 1 }], any) : [],
  }
}

function clipped(span: SeenSpan, count: number): readonly SeenSpan[] {
  return span.from < count ? [{ ...span, to: Math.min(span.to, count - 1) }] : []
}

/** The ranges less the frames of others; both in order and without overlap. */
function without(ranges: readonly Frames[], taken: readonly Frames[]): readonly Frames[] {
  const rest: Frames[] = []
  let next = 0
  for (const range of ranges) {
    let from = range.from
    while ((taken[next]?.to ?? Infinity) < from) next++
    for (let at = next; (taken[at]?.from ?? Infinity) <= range.to; at++) {
      const hole = taken[at]
      if (!hole) break
      if (hole.from > from) rest.push({ from, to: hole.from - 1 })
      from = hole.to + 1
    }
    if (from <= range.to) rest.push({ from, to: range.to })
  }
  return rest
}

/** How many frames the ranges hold. */
export function framesIn(ranges: readonly Frames[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)
}

/** The next unseen frame, or the beginning of the unseen range before; undefined when there is none. */
export function unseenBeside({ unseen }: Coverage, frame: number, step: 1 | -1): number | undefined {
  if (step < 0) return unseen.findLast(({ from }) => from < frame)?.from
  const next = unseen.find(({ to }) => to > frame)
  // The frame on screen counts as seen, even before that is on record.
  return next && Math.max(next.from, frame + 1)
}
