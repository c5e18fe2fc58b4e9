import type { Annotation } from '../annotation/annotation.ts'
import type { EntryFacts } from '../ledger/entry-facts.ts'

/** What one reviewer states, with the number of its entry. */
export interface Stated {
  readonly seq: number
  readonly author: string
  readonly annotation: Annotation
}

/** Two statements on the same frames; `shared` counts both ends. */
export interface Meeting {
  readonly first: Stated
  readonly second: Stated
  readonly shared: readonly [from: number, to: number]
  readonly sameCategory: boolean
  readonly sameKind: boolean
}

/** What each says of a run of frames, both ends counted: agreed when both name the same categories. */
export interface ComparedRun {
  readonly from: number
  readonly to: number
  readonly state: 'agreed' | 'differing' | 'onlyFirst' | 'onlySecond'
  readonly first: readonly string[]
  readonly second: readonly string[]
}

/** One clip, frame by frame: runs rise and do not touch where they say the same. */
export interface ComparedClip {
  readonly sha256: string
  readonly name: string
  readonly runs: readonly ComparedRun[]
}

/** Two reviewers side by side. Every statement of either is in exactly one of agreed, differing, only…, otherTable. */
export interface Comparison {
  readonly agreed: readonly Meeting[]
  readonly differing: readonly Meeting[]
  readonly onlyFirst: readonly Stated[]
  readonly onlySecond: readonly Stated[]
  /** Counted in another frame table than the other side's: their numbers name other frames. */
  readonly otherTable: readonly Stated[]
  readonly clips: readonly ComparedClip[]
}

/** What a ledger states at its end: neither corrected nor withdrawn, and nothing personal. */
export function statementsOf(entries: readonly EntryFacts[]): readonly Stated[] {
  return entries.flatMap(({ seq, author, annotation, kind, withdrawn, supersededBy }) =>
    annotation && kind !== 'personalNote' && !withdrawn && supersededBy === null
      ? [{ seq, author, annotation }]
      : [],
  )
}

/** Compares by clip (its bytes, wherever it lay) and frame. Same input, same answer. */
export function compareStatements(first: readonly Stated[], second: readonly Stated[]): Comparison {
  const tables = tablesOf(first)
  const strange = second.filter((stated) => {
    const table = tables.get(stated.annotation.clip.sha256)
    return table !== undefined && table !== stated.annotation.frameTable
  })
  const comparable = second.filter((stated) => !strange.includes(stated))
  const meetings = first.flatMap((stated) => bestMeeting(stated, comparable) ?? [])
  const met = new Set(meetings.map((meeting) => meeting.first))
  // Whom nobody met as a first choice may still overlap somebody.
  const back = comparable
    .filter((stated) => !meetings.some((meeting) => meeting.second === stated))
    .flatMap((stated) => turned(bestMeeting(stated, first)))
  const all = [...meetings, ...back]
  const isAgreed = (meeting: Meeting) => meeting.sameCategory && meeting.sameKind
  return {
    agreed: all.filter(isAgreed),
    differing: all.filter((meeting) => !isAgreed(meeting)),
    onlyFirst: first.filter((stated) => !met.has(stated)),
    onlySecond: comparable.filter((stated) => !all.some((meeting) => meeting.second === stated)),
    otherTable: strange,
    clips: clipsOf(first, comparable),
  }
}

function tablesOf(stated: readonly Stated[]): ReadonlyMap<string, string> {
  return new Map(stated.map(({ annotation }) => [annotation.clip.sha256, annotation.frameTable]))
}

/** The statement of the others that says most nearly the same of most frames; undefined when none touches it. */
function bestMeeting(stated: Stated, others: readonly Stated[]): Meeting | undefined {
  const meetings = others.flatMap((other) => meetingOf(stated, other) ?? [])
  const rank = ({ sameCategory, sameKind, shared }: Meeting) =>
    (sameCategory ? 4e12 : 0) + (sameKind ? 2e12 : 0) + (shared[1] - shared[0] + 1)
  return meetings.reduce<Meeting | undefined>(
    (best, meeting) => (best && rank(best) >= rank(meeting) ? best : meeting),
    undefined,
  )
}

function meetingOf(first: Stated, second: Stated): Meeting | undefined {
  const [a, b] = [first.annotation, second.annotation]
  const [from, to] = [Math.max(a.from.frame, b.from.frame), Math.min(a.to.frame, b.to.frame)]
  if (a.clip.sha256 !== b.clip.sha256 || from > to) return undefined
  const same = { sameCategory: a.category === b.category, sameKind: a.kind === b.kind }
  return { first, second, shared: [from, to], ...same }
}

function turned(meeting: Meeting | undefined): readonly Meeting[] {
  return meeting ? [{ ...meeting, first: meeting.second, second: meeting.first }] : []
}

function clipsOf(first: readonly Stated[], second: readonly Stated[]): readonly ComparedClip[] {
  const names = new Map(
    [...first, ...second].map(({ annotation: { clip } }) => [clip.sha256, clip.originalName]),
  )
  return [...names].map(([sha256, name]) => {
    const own = (all: readonly Stated[]) => all.filter(({ annotation }) => annotation.clip.sha256 === sha256)
    return { sha256, name, runs: runsOf(own(first), own(second)) }
  })
}

/** Between two neighbouring edges nothing changes: each stretch is looked at once. */
function runsOf(first: readonly Stated[], second: readonly Stated[]): readonly ComparedRun[] {
  const edges = [...first, ...second].flatMap(({ annotation }) => [
    annotation.from.frame,
    annotation.to.frame + 1,
  ])
  const sorted = [...new Set(edges)].sort((a, b) => a - b)
  const runs = sorted.slice(0, -1).flatMap((from, i) => {
    const said = [first, second].map((all) => categoriesAt(all, from)) as [string[], string[]]
    const to = (sorted[i + 1] ?? from + 1) - 1
    return said[0].length + said[1].length > 0 ? [runOf(from, to, said[0], said[1])] : []
  })
  return runs.reduce<ComparedRun[]>(grown, [])
}

function categoriesAt(stated: readonly Stated[], frame: number): string[] {
  const there = stated.filter(
    ({ annotation }) => annotation.from.frame <= frame && frame <= annotation.to.frame,
  )
  return [...new Set(there.map(({ annotation }) => annotation.category))].sort()
}

function runOf(from: number, to: number, first: readonly string[], second: readonly string[]): ComparedRun {
  const both = first.length > 0 && second.length > 0
  const one = first.length > 0 ? 'onlyFirst' : 'onlySecond'
  const state = both ? (first.join('\n') === second.join('\n') ? 'agreed' : 'differing') : one
  return { from, to, state, first, second }
}

function grown(runs: ComparedRun[], run: ComparedRun): ComparedRun[] {
  const last = runs.at(-1)
  const same =
    last?.to === run.from - 1 &&
    last.first.join('\n') === run.first.join('\n') &&
    last.second.join('\n') === run.second.join('\n')
  return last && same ? [...runs.slice(0, -1), { ...last, to: run.to }] : [...runs, run]
}
