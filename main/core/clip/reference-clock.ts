import type { Json } from '../canonical.ts'
import type { EntryFacts } from '../ledger/entry-facts.ts'
import { hasExactly, isObject, textOf, type JsonObject } from '../ledger/json-shape.ts'
import type { ClipFacts } from '../seal/bundle-facts.ts'
import { parseMoment, referenceTimeAt } from './clocks.ts'
import type { TimeBase } from './frame-table.ts'

/** How a reviewer came to know a camera's clock: compared with another clock, by matching sound, or otherwise. */
export type ClockMethod = 'compared' | 'sound' | 'other'

/** What a reviewer states of a camera's clock. Milliseconds; `offsetMs` is positive where the camera is ahead. */
export interface ClockStatement {
  /** The camera's clock at media time zero, RFC 3339: the bundle's where it gives one, else the reviewer's. */
  readonly startedAt: string
  readonly offsetMs: number
  /** Half the width of the interval in which the offset lies. */
  readonly uncertaintyMs: number
  readonly method: ClockMethod
  /** What it was compared with, in the reviewer's words. */
  readonly source: string
  readonly reason: string
}

/** A camera's clock against the reference, and where that is known from. */
export interface ReferenceClock extends Pick<ClockStatement, 'startedAt' | 'offsetMs' | 'source'> {
  /** null where the bundle gives none. */
  readonly uncertaintyMs: number | null
  /** The ledger entry that states it; null when it is as sealed. */
  readonly entry: number | null
}

/** A year of milliseconds: a clock that is farther off was never set, and then its beginning is stated instead. */
export const mostOffset = 366 * 24 * 3_600_000

/** What is wrong with a statement, or undefined. */
export function clockRefusal(clip: ClipFacts, statement: ClockStatement): ClockRefusal | undefined {
  if (!parseMoment(statement.startedAt)) return 'startMissing'
  if (clip.startedAt !== null && clip.startedAt !== statement.startedAt) return 'startAltered'
  if (Math.abs(statement.offsetMs) > mostOffset || statement.uncertaintyMs > mostOffset) return 'tooFar'
  if (statement.source.trim() === '') return 'sourceMissing'
  return statement.reason.trim() === '' ? 'reasonMissing' : undefined
}

export type ClockRefusal = 'startMissing' | 'startAltered' | 'tooFar' | 'sourceMissing' | 'reasonMissing'

/** The data of a `clockSet` entry; `parseClock` is its inverse. */
export function clockData(bundle: string, clip: ClipFacts, statement: ClockStatement): Json {
  return { bundle, clip: { path: clip.path, sha256: clip.sha256 }, ...statement }
}

/** The clock in force for a clip: the last entry that states it, else what was sealed, else null. */
export function referenceClockOf(
  bundle: string,
  clip: ClipFacts,
  entries: readonly EntryFacts[],
): ReferenceClock | null {
  for (const entry of entries.toReversed()) {
    const stated = entry.kind === 'clockSet' ? parseClock(entry.data, bundle, clip.sha256) : undefined
    if (stated) return { ...stated, entry: entry.seq }
  }
  const { startedAt, clockOffsetMs, clockSource } = clip
  if (startedAt === null || clockOffsetMs === null) return null
  return { startedAt, offsetMs: clockOffsetMs, uncertaintyMs: null, source: clockSource, entry: null }
}

/** The reference time at a tick, RFC 3339 with milliseconds; null when the clock cannot be read. */
export function timeByReference(clock: ReferenceClock, pts: number, timeBase: TimeBase): string | null {
  return referenceTimeAt({ startedAt: clock.startedAt, clockOffsetMs: clock.offsetMs }, pts, timeBase)
}

/** Milliseconds since 1970 at media time zero by the reference clock; undefined when it cannot be read. */
export function referenceStart(clock: Pick<ReferenceClock, 'startedAt' | 'offsetMs'>): number | undefined {
  const start = parseMoment(clock.startedAt)
  return start && start.at - clock.offsetMs
}

const members = 'bundle clip startedAt offsetMs uncertaintyMs method source reason'.split(' ')

function parseClock(
  data: Json | undefined,
  bundle: string,
  clipSha256: string,
): Omit<ReferenceClock, 'entry'> | undefined {
  if (!isObject(data) || !hasExactly(data, members) || data['bundle'] !== bundle) return undefined
  const clip = data['clip']
  if (!isObject(clip) || clip['sha256'] !== clipSha256) return undefined
  const [startedAt, source] = [textOf(data['startedAt']), textOf(data['source'])]
  const [offsetMs, uncertaintyMs] = [wholeOf(data, 'offsetMs'), wholeOf(data, 'uncertaintyMs')]
  if (startedAt === undefined || source === undefined) return undefined
  if (offsetMs === undefined || uncertaintyMs === undefined) return undefined
  return { startedAt, offsetMs, uncertaintyMs, source }
}

function wholeOf(data: JsonObject, name: string): number | undefined {
  const value = data[name]
  return typeof value === 'number' ? value : undefined
}
