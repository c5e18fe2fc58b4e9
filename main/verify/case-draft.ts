import { fromUtf8 } from '../core/bytes.ts'
import { isClockTime, isDay } from '../core/clock-time.ts'
import { hiddenJsonFault } from '../core/json-text.ts'
import { BUNDLE_FORMAT } from '../core/seal/case-file.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { CaseFacts, DeviceFacts } from '../core/seal/bundle-facts.ts'

/** What the case file already says of a file's bytes; sealing must find the same. */
export interface FileClaim {
  readonly size: number | null
  readonly sha256: string | null
}

/** What a person wrote of one file; everything may be missing. */
export interface ClipDraft extends FileClaim {
  readonly name: string
  readonly mediaType: string | null
  readonly device: DeviceFacts
  readonly startedAt: string | null
  readonly clockOffsetMs: number | null
  readonly clockSource: string
  readonly events: readonly { readonly ptsMs: number; readonly kind: string }[]
}

export interface CaptionDraft extends FileClaim {
  readonly name: string
  readonly clip: string
  readonly language: string
}

export interface CompanionDraft extends FileClaim {
  readonly name: string
  readonly mediaType: string | null
}

/** The handed case file: what people write; `seal` adds the rest. Nothing in it is passed over. */
export interface CaseDraft {
  readonly bundleId: string | null
  readonly case: CaseFacts['case']
  readonly exhibit: CaseFacts['exhibit']
  readonly clips: readonly ClipDraft[]
  readonly captions: readonly CaptionDraft[]
  readonly files: readonly CompanionDraft[]
  readonly custody: CaseFacts['custody']
  readonly previousBundle: string | null
}

class Wrong extends Error {
  readonly field: string
  constructor(field: string) {
    super(field)
    this.field = field
  }
}

type Members = Readonly<Record<string, unknown>>

/** Reads a handed case file; the failure is the field that has the wrong type. */
export function parseCaseDraft(bytes: Uint8Array): Result<CaseDraft, string> {
  try {
    const json = fromUtf8(bytes)?.replace(/^\ufeff/, '')
    if (json === undefined) return fail('UTF-8')
    const parsed: unknown = JSON.parse(json)
    const hidden = hiddenJsonFault(json)
    if (hidden) return fail(hidden.fault === 'repeatedName' ? `${hidden.name} (2 ×)` : 'Unicode')
    return ok(draftOf(known(parsed, 'case.json', rootNames, '')))
  } catch (error) {
    if (error instanceof Wrong) return fail(error.field)
    if (error instanceof SyntaxError) return fail('JSON')
    throw error
  }
}

const rootNames = 'format bundleId case exhibit clips captions files custody previousBundle'.split(' ')
const caseNames = ['fileNumber', 'incident', 'office', 'title']
const exhibitNames = ['number', 'medium', 'serial']
const fileNames = ['file', 'path', 'originalName', 'name', 'size', 'sha256']
const clipNames = [...fileNames, ...'mediaType device startedAt clockOffsetMs clockSource events'.split(' ')]

function draftOf(root: Members): CaseDraft {
  const format = textOrNull(root, 'format', '')
  if (format !== null && format !== BUNDLE_FORMAT) throw new Wrong('format')
  return {
    bundleId: bundleIdOf(root),
    case: caseOf(root['case']),
    exhibit: exhibitOf(root['exhibit']),
    clips: list(root, 'clips', '').map((item, i) => clipOf(item, `clips[${i}]`)),
    captions: list(root, 'captions', '').map((item, i) => captionOf(item, `captions[${i}]`)),
    files: list(root, 'files', '').map((item, i) => fileOf(item, `files[${i}]`)),
    custody: list(root, 'custody', '').map((item, i) =>
      custodyOf(known(item, `custody[${i}]`, ['at', 'by', 'act']), `custody[${i}]`),
    ),
    previousBundle: textOrNull(root, 'previousBundle', ''),
  }
}

/** Bundles are told apart by it: a UUID in its one spelling (RFC 9562, 4), or left to sealing. */
function bundleIdOf(root: Members): string | null {
  const id = textOrNull(root, 'bundleId', '')
  if (id !== null && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Wrong('bundleId')
  return id
}

/** A file number alone, or the whole description. */
function caseOf(value: unknown): CaseFacts['case'] {
  const about =
    typeof value === 'string'
      ? { fileNumber: value }
      : value === undefined
        ? {}
        : known(value, 'case', caseNames)
  const field = (name: string): string => text(about, name, 'case')
  return {
    fileNumber: field('fileNumber'),
    incident: field('incident'),
    office: field('office'),
    title: field('title'),
  }
}

function exhibitOf(value: unknown): CaseFacts['exhibit'] {
  const about =
    typeof value === 'string'
      ? { number: value }
      : value === undefined
        ? {}
        : known(value, 'exhibit', exhibitNames)
  const field = (name: string): string => text(about, name, 'exhibit')
  return { number: field('number'), medium: field('medium'), serial: field('serial') }
}

function clipOf(value: unknown, path: string): ClipDraft {
  const clip = typeof value === 'string' ? { path: value } : known(value, path, clipNames)
  const device = deviceOf(clip['device'], `${path}.device`)
  const startedAt = textOrNull(clip, 'startedAt', path)
  if (startedAt !== null && !isClockTime(startedAt)) throw new Wrong(`${path}.startedAt`)
  return {
    name: nameOf(clip, path),
    mediaType: textOrNull(clip, 'mediaType', path),
    ...claimOf(clip, path),
    device,
    startedAt,
    clockOffsetMs: integerOrNull(clip, 'clockOffsetMs', path),
    clockSource: text(clip, 'clockSource', path),
    events: list(clip, 'events', path).map((item, i) => eventOf(item, `${path}.events[${i}]`)),
  }
}

function deviceOf(value: unknown, path: string): DeviceFacts {
  const device =
    typeof value === 'string'
      ? { id: value }
      : value === undefined || value === null
        ? {}
        : known(value, path, ['id', 'serial', 'model'])
  return {
    id: text(device, 'id', path),
    serial: text(device, 'serial', path),
    model: text(device, 'model', path),
  }
}

function eventOf(value: unknown, path: string): { ptsMs: number; kind: string } {
  const event = known(value, path, ['ptsMs', 'kind'])
  const ptsMs = integerOrNull(event, 'ptsMs', path)
  if (ptsMs === null) throw new Wrong(`${path}.ptsMs`)
  return { ptsMs, kind: text(event, 'kind', path) }
}

function captionOf(value: unknown, path: string): CaptionDraft {
  const caption = known(value, path, [...fileNames, 'clip', 'language'])
  return {
    name: nameOf(caption, path),
    ...claimOf(caption, path),
    clip: text(caption, 'clip', path),
    language: text(caption, 'language', path),
  }
}

function fileOf(value: unknown, path: string): CompanionDraft {
  const file = typeof value === 'string' ? { path: value } : known(value, path, [...fileNames, 'mediaType'])
  return {
    name: nameOf(file, path),
    mediaType: textOrNull(file, 'mediaType', path),
    ...claimOf(file, path),
  }
}

function claimOf(about: Members, path: string): FileClaim {
  const size = integerOrNull(about, 'size', path)
  const sha256 = textOrNull(about, 'sha256', path)
  if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256)) throw new Wrong(join(path, 'sha256'))
  return { size, sha256 }
}

function custodyOf(entry: Members, path: string): CaseFacts['custody'][number] {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text(entry, 'at', path)) ?? []
  // Some write a day alone, some a time, some "unknown": but no day that never was.
  if (year !== undefined && !isDay(Number(year), Number(month), Number(day))) throw new Wrong(`${path}.at`)
  return { at: text(entry, 'at', path), by: text(entry, 'by', path), act: text(entry, 'act', path) }
}

/** Which file of the folder is meant: `file`, `path` or `originalName`, whichever is written. */
function nameOf(about: Members, path: string): string {
  const names = ['file', 'path', 'originalName', 'name'].flatMap((key) => textOrNull(about, key, path) ?? [])
  const [name, ...others] = names
  if (name === undefined || name === '' || others.some((other) => other !== name))
    throw new Wrong(`${path}.path`)
  return name
}

/** The members of an object that has no others than these: what is written and not read would be lost in silence. */
function known(value: unknown, path: string, names: readonly string[], parent = path): Members {
  const about = members(value, path)
  const strange = Object.keys(about).find((name) => !names.includes(name))
  if (strange !== undefined) throw new Wrong(join(parent, strange))
  return about
}

function members(value: unknown, path: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Wrong(path)
  return Object.fromEntries(Object.entries(value))
}

function list(about: Members, name: string, path: string): readonly unknown[] {
  const value = about[name]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new Wrong(join(path, name))
  return value
}

function text(about: Members, name: string, path: string): string {
  return textOrNull(about, name, path) ?? ''
}

function textOrNull(about: Members, name: string, path: string): string | null {
  const value = about[name]
  if (value === undefined || value === null) return null
  // File and exhibit numbers are often written as numbers.
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value !== 'string') throw new Wrong(join(path, name))
  return value
}

function integerOrNull(about: Members, name: string, path: string): number | null {
  const value = about[name]
  if (value === undefined || value === null) return null
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Wrong(join(path, name))
  return value
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
