import type { ClipFacts } from '../seal/bundle-facts.ts'
import type { TimeBase } from './frame-table.ts'

type ClipClock = Pick<ClipFacts, 'startedAt' | 'clockOffsetMs'>

/** The camera's own clock at a tick, RFC 3339 with milliseconds and the offset that was recorded; null when unknown. */
export function deviceTimeAt(clip: ClipClock, pts: number, timeBase: TimeBase): string | null {
  return timeAt(clip.startedAt, millisecondsAt(pts, timeBase))
}

/** The same moment by the reference clock: the camera's clock less what it is known to be ahead; null when unknown. */
export function referenceTimeAt(clip: ClipClock, pts: number, timeBase: TimeBase): string | null {
  return clip.clockOffsetMs === null
    ? null
    : timeAt(clip.startedAt, millisecondsAt(pts, timeBase) - clip.clockOffsetMs)
}

/** Whole milliseconds nearest to a tick. */
export function millisecondsAt(pts: number, timeBase: TimeBase): number {
  return Math.round((pts * 1000 * timeBase.num) / timeBase.den)
}

/** Media time as `h:mm:ss.mmm`, negative with a leading minus. */
export function mediaTimeText(pts: number, timeBase: TimeBase): string {
  const milliseconds = millisecondsAt(pts, timeBase)
  const rest = Math.abs(milliseconds)
  const [seconds, minutes, hours] = [rest / 1000, rest / 60_000, rest / 3_600_000].map(Math.floor)
  const clock = `${hours}:${two((minutes ?? 0) % 60)}:${two((seconds ?? 0) % 60)}.${pad(rest % 1000, 3)}`
  return milliseconds < 0 ? `-${clock}` : clock
}

/** A moment as the evidence spells it. */
interface Moment {
  /** Milliseconds since 1970 in UTC. */
  readonly at: number
  readonly offsetMinutes: number
}

function timeAt(startedAt: string | null, milliseconds: number): string | null {
  const start = startedAt === null ? undefined : parseMoment(startedAt)
  return start ? printMoment({ ...start, at: start.at + milliseconds }) : null
}

/** RFC 3339, 5.6, with an upper-case T and a numeric offset or Z; undefined for any other text or a day that is none. */
export function parseMoment(text: string): Moment | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text)
  if (!parts) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number)
  const fraction = Math.floor(Number(`0.${parts[7] ?? '0'}`) * 1000)
  const local = Date.UTC(year, month - 1, day, hour, minute, second, fraction)
  const real = new Date(local).toISOString().startsWith(text.slice(0, 19))
  const offsetMinutes = minutesOf(parts[8] ?? 'Z')
  return real ? { at: local - offsetMinutes * 60_000, offsetMinutes } : undefined
}

function minutesOf(offset: string): number {
  if (offset === 'Z') return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))
  return offset.startsWith('-') ? -minutes : minutes
}

/** RFC 3339 with milliseconds and the offset that the moment was spelled with. */
export function printMoment({ at, offsetMinutes }: Moment): string {
  const local = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 23)
  const rest = Math.abs(offsetMinutes)
  const sign = offsetMinutes < 0 ? '-' : '+'
  return `${local}${sign}${two(Math.floor(rest / 60))}:${two(rest % 60)}`
}

function two(value: number): string {
  return pad(value, 2)
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
