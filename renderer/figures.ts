import { deviceTimeAt, millisecondsAt } from '../main/core/clip/clocks.ts'
import { type FrameTable, toSeconds } from '../main/core/clip/frame-table.ts'
import type { ClipFacts } from '../main/core/seal/bundle-facts.ts'

const thin = '\u202f'

/** English here is read in Europe: day before month, and no a.m. and p.m. */
function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language
}

/** Digits in groups of three with a narrow no-break space: a dot would read as a decimal sign. */
export function frameText(frame: number): string {
  return String(Math.trunc(frame)).replace(/\B(?=(\d{3})+$)/g, thin)
}

/** What people type for a frame number, or undefined when it is none. */
export function parseFrame(text: string): number | undefined {
  const digits = text.replace(/[\s\u202f\u00a0]/g, '')
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}

/** Media time at the start of a frame: hours, minutes, seconds and thousandths. */
export function mediaTime(table: FrameTable, frame: number): string {
  const ms = Math.max(0, millisecondsAt(table.pts[frame] ?? table.end, table.timeBase))
  return `${clockText(ms)}.${String(ms % 1000).padStart(3, '0')}`
}

/** Minutes and seconds, with hours where there are any. */
export function shortTime(seconds: number): string {
  const text = clockText(Math.max(0, Math.round(seconds)) * 1000)
  return text.startsWith('00:') ? text.slice(3) : text
}

function clockText(ms: number): string {
  const whole = Math.floor(ms / 1000)
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

/** When the frame begins, in seconds of media time; for drawing, not for quoting. */
export function frameSeconds(table: FrameTable, frame: number): number {
  return toSeconds(table.pts[frame] ?? table.end, table.timeBase)
}

export interface DeviceClock {
  readonly date: string
  readonly time: string
  readonly offset: string
}

/** The recorder's own clock at the start of a frame, its recorded offset kept; undefined when the bundle gives none. */
export function deviceClock(clip: ClipFacts, table: FrameTable, frame: number): DeviceClock | undefined {
  return clockParts(deviceTimeAt(clip, table.pts[frame] ?? table.end, table.timeBase))
}

/** Day, time and offset of a moment as the evidence spells it. */
export function clockParts(moment: string | null): DeviceClock | undefined {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)$/.exec(moment ?? '')
  if (!match) return undefined
  const [, date = '', time = '', offset = ''] = match
  return { date, time, offset: offset === 'Z' ? '+00:00' : offset }
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Bytes in decimal units with at most one decimal. */
export function bytesText(bytes: number, language: string): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  })
  return format.format(bytes / 1000 ** power)
}

/** Date and time of this workstation's zone, to the second. */
export function localTime(instant: string, language: string): string {
  return formatted(instant, language, { dateStyle: 'medium', timeStyle: 'medium' })
}

/** A calendar day, written as YYYY-MM-DD, in the order of the language. */
export function dayText(day: string, language: string): string {
  return formatted(`${day}T00:00:00Z`, language, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  })
}

/** Hours, minutes and seconds of this workstation's zone. */
export function localClock(instant: string, language: string): string {
  return formatted(instant, language, { timeStyle: 'medium' })
}

function formatted(instant: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const time = Date.parse(instant)
  return Number.isNaN(time) ? instant : new Intl.DateTimeFormat(localeOf(language), options).format(time)
}

/** Name and offset of this workstation's zone, such as "MEZ (UTC+1)". */
export function zoneText(language: string, now: Date = new Date()): string {
  const part = (timeZoneName: 'short' | 'shortOffset'): string =>
    new Intl.DateTimeFormat(localeOf(language), { timeZoneName })
      .formatToParts(now)
      .find((piece) => piece.type === 'timeZoneName')?.value ?? ''
  const name = part('short')
  const offset = part('shortOffset').replace('GMT', 'UTC')
  return name === offset || name.startsWith('GMT') || name === 'UTC' ? offset : `${name} (${offset})`
}

export function percentText(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(
    Math.floor(share * 100) / 100,
  )
}

/** A rate such as 0.25 or -2, as people read it: "0,25×". */
export function rateText(rate: number, language: string): string {
  const digits = Number.isInteger(rate * 10) ? 1 : 2
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: digits })
  return `${number.format(rate)}×`
}

/** Hashes are compared by their ends first. */
export function hashEnds(hex: string): string {
  return hex.length > 20 ? `${hex.slice(0, 8)} … ${hex.slice(-8)}` : hex
}

/** Groups of eight, so that two people can read a hash to each other. */
export function hashGroups(hex: string): string {
  return hex.replace(/(.{8})(?=.)/g, '$1 ')
}

/** Hours, minutes and seconds in UTC of a moment in milliseconds since 1970, with its day. */
export function clockOf(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

const spans = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** A length of time in its largest whole unit, shortened by the unit's own sign: "3 Std.", "2 days". */
export function gapText(milliseconds: number, language: string): string {
  const [unit, length] = spans.find(([, size]) => milliseconds >= size) ?? (['second', 1000] as const)
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(Math.floor((milliseconds / length) * 10) / 10)
}
