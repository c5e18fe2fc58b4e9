import type { Language } from '../core/language.ts'
import type { Inline } from '../core/report/blocks.ts'
import { mediaTime } from '../core/report/media-time.ts'

/** Texts by key, in the language of the report. Facts go in as they are, nothing is escaped. */
export type Phrases = (key: string, facts: Readonly<Record<string, string>>) => string

export interface Writing {
  readonly language: Language
  readonly phrases: Phrases
  /** IANA name. */
  readonly timeZone: string
}

/** English alone would write the month before the day. */
const regions: Readonly<Record<Language, string>> = { en: 'en-GB' }
const narrowSpace = '\u202f'

/** The plain text of a piece of a line. */
export function plain(inline: Inline, writing: Writing): string {
  if (typeof inline === 'string') return inline
  if ('phrase' in inline) return phraseText(inline, writing)
  if ('join' in inline) return inline.join.map((part) => plain(part, writing)).join('')
  if ('strong' in inline) return plain(inline.strong, writing)
  if ('faint' in inline) return plain(inline.faint, writing)
  if ('link' in inline) return plain(inline.text, writing)
  if ('state' in inline) return plain(inline.label ?? { phrase: `report.state.${inline.state}` }, writing)
  return valueText(inline, writing)
}

type Value = Exclude<
  Extract<Inline, object>,
  | { readonly phrase: string }
  | { readonly join: readonly Inline[] }
  | { readonly strong: Inline }
  | { readonly faint: Inline }
  | { readonly link: string }
  | { readonly state: unknown }
>

function phraseText(inline: Extract<Inline, { readonly phrase: string }>, writing: Writing): string {
  const facts = Object.entries(inline.facts ?? {}).map(
    ([name, fact]) => [name, plain(fact, writing)] as const,
  )
  return writing.phrases(inline.phrase, Object.fromEntries(facts))
}

function valueText(value: Value, writing: Writing): string {
  if ('frame' in value) return String(value.frame)
  if ('count' in value) return grouped(value.count)
  if ('wordIn' in value) return value.wordIn[writing.language] ?? value.wordIn['en'] ?? ''
  if ('bytes' in value) return writing.phrases('report.bytes', { bytes: grouped(value.bytes) })
  if ('ticks' in value) return mediaTime(value.ticks, value.timeBase)
  if ('hash' in value) return value.hash.replace(/.{8}(?=.)/g, '$& ')
  if ('recorded' in value) return recordedTime(value.recorded)
  if ('day' in value) return dayText(value.day, writing)
  return instantText(value.instant, writing.timeZone)
}

/** From five digits on in groups of three, with a space that cannot be read as a sign. */
export function grouped(count: number): string {
  const digits = String(count)
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, narrowSpace)
}

/** `2026-09-14T22:41:07.480+02:00` with spaces for the letters. */
function recordedTime(rfc3339: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)$/.exec(rfc3339)
  return parts ? `${parts[1]} ${parts[2]} ${parts[3] === 'Z' ? '+00:00' : parts[3]}` : rfc3339
}

function dayText(instant: string, { language, timeZone }: Writing): string {
  return new Intl.DateTimeFormat(regions[language] ?? language, { dateStyle: 'long', timeZone }).format(
    new Date(instant),
  )
}

/** Local time to the second with the offset that held then; what is no time stands as it is. */
export function instantText(instant: string, timeZone: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const offset = offsetMinutes(at, timeZone)
  const local = new Date(at.getTime() + offset * 60_000).toISOString()
  const ahead = Math.abs(offset)
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${zone}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function offsetMinutes(at: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const parts = /GMT([+-])(\d\d):(\d\d)/.exec(name)
  if (!parts) return 0
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]))
}
