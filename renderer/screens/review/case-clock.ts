/** A clip on the common clock; times are milliseconds since 1970 by the reference clock. */
export interface ClockedClip {
  readonly clip: number
  readonly from: number
  readonly to: number
}

/** A clip's place along the strip, as shares of its width; clips that run at the same time stand in different rows. */
export interface CasePiece extends ClockedClip {
  readonly start: number
  readonly end: number
  readonly row: number
}

/** A time of which there is no picture. `folded`: it is longer than it is drawn. */
export interface CaseGap {
  readonly start: number
  readonly end: number
  readonly milliseconds: number
  readonly folded: boolean
}

export interface CaseLayout {
  readonly pieces: readonly CasePiece[]
  readonly gaps: readonly CaseGap[]
  readonly rows: number
}

/** No gap is drawn longer than this share of all that was recorded: days between two clips would leave no room for them. */
const longestGap = 0.25

interface Stretch {
  readonly from: number
  readonly to: number
}

/** Clips in their order of time, to scale; the gaps between them are shown, long ones folded. */
export function caseLayout(clips: readonly ClockedClip[]): CaseLayout {
  const sorted = [...clips].sort((a, b) => a.from - b.from || a.clip - b.clip)
  const recorded = joined(sorted)
  const sum = recorded.reduce((total, { from, to }) => total + to - from, 0)
  const limit = Math.max(1, sum * longestGap)
  const axis = drawnAxis(recorded, limit)
  const share = (moment: number): number => shareAt(axis, recorded, moment)
  const ends: number[] = []
  const pieces = sorted.map((clip) => {
    const free = ends.findIndex((end) => end <= clip.from)
    const row = free < 0 ? ends.length : free
    ends[row] = clip.to
    return { ...clip, start: share(clip.from), end: share(clip.to), row }
  })
  const gaps = recorded.slice(1).map(({ from }, index) => {
    const before = recorded[index]?.to ?? from
    return {
      start: share(before),
      end: share(from),
      milliseconds: from - before,
      folded: from - before > limit,
    }
  })
  return { pieces, gaps, rows: Math.max(1, ends.length) }
}

/** Times of which there is a picture of any camera. */
function joined(sorted: readonly ClockedClip[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const { from, to } of sorted) {
    const last = stretches.at(-1)
    if (last && from <= last.to) stretches[stretches.length - 1] = { ...last, to: Math.max(last.to, to) }
    else stretches.push({ from, to })
  }
  return stretches
}

/** Where each stretch begins when gaps are folded, and how long the whole is, in drawn milliseconds. */
function drawnAxis(recorded: readonly Stretch[], limit: number): readonly number[] {
  const starts: number[] = []
  let at = 0
  recorded.forEach(({ from, to }, index) => {
    if (index > 0) at += Math.min(limit, from - (recorded[index - 1]?.to ?? from))
    starts.push(at)
    at += to - from
  })
  return [...starts, at]
}

function shareAt(axis: readonly number[], recorded: readonly Stretch[], moment: number): number {
  const whole = Math.max(1, axis.at(-1) ?? 1)
  const index = Math.max(
    0,
    recorded.findLastIndex(({ from }) => from <= moment),
  )
  const { from, to } = recorded[index] ?? { from: 0, to: 0 }
  return ((axis[index] ?? 0) + Math.min(to - from, Math.max(0, moment - from))) / whole
}

/** The other clips that have a picture at a moment, by number from the one that is asked about onwards. */
export function clipsAt(clips: readonly ClockedClip[], moment: number, beside: number): readonly number[] {
  const there = clips
    .filter(({ clip, from, to }) => clip !== beside && from <= moment && moment < to)
    .map(({ clip }) => clip)
    .sort((a, b) => a - b)
  return [...there.filter((clip) => clip > beside), ...there.filter((clip) => clip < beside)]
}
