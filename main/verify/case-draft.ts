import { fromUtf8 } from '../core/bytes.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { CaseFacts, DeviceFacts } from '../core/seal/bundle-facts.ts'

/** What a person wrote of one file; everything may be missing. */
export interface ClipDraft {
  readonly name: string
  readonly device: DeviceFacts
  readonly startedAt: string | null
  readonly clockOffsetMs: number | null
  readonly clockSource: string
  readonly events: readonly { readonly ptsMs: number; readonly kind: string }[]
}

export interface CaptionDraft {
  readonly name: string
  readonly clip: string
  readonly language: string
}

/** The handed case file: only what people write, read leniently; `seal` adds the rest. */
export interface CaseDraft {
  readonly bundleId: string | null
  readonly case: CaseFacts['case']
  readonly exhibit: CaseFacts['exhibit']
  readonly clips: readonly ClipDraft[]
  readonly captions: readonly CaptionDraft[]
  readonly files: readonly { readonly name: string; readonly mediaType: string | null }[]
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
    const json = fromUtf8(bytes)
    if (json === undefined) return fail('UTF-8')
    return ok(draftOf(members(JSON.parse(json.replace(/^\ufeff/, '')), 'case.json')))
  } catch (error) {
    if (error instanceof Wrong) return fail(error.field)
    if (error instanceof SyntaxError) return fail('JSON')
    throw error
  }
}

function draftOf(root: Members): CaseDraft {
  return {
    bundleId: textOrNull(root, 'bundleId', ''),
    case: caseOf(root['case']),
    exhibit: exhibitOf(root['exhibit']),
    clips: list(root, 'clips', '').map((item, i) => clipOf(item, `clips[${i}]`)),
    captions: list(root, 'captions', '').map((item, i) => captionOf(item, `captions[${i}]`)),
    files: list(root, 'files', '').map((item, i) => fileOf(item, `files[${i}]`)),
    custody: list(root, 'custody', '').map((item, i) =>
      custodyOf(members(item, `custody[${i}]`), `custody[${i}]`),
    ),
    previousBundle: textOrNull(root, 'previousBundle', ''),
  }
}

/** A file number alone, or the whole description. */
function caseOf(value: unknown): CaseFacts['case'] {
  const about =
    typeof value === 'string' ? { fileNumber: value } : value === undefined ? {} : members(value, 'case')
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
    typeof value === 'string' ? { number: value } : value === undefined ? {} : members(value, 'exhibit')
  const field = (name: string): string => text(about, name, 'exhibit')
  return { number: field('number'), medium: field('medium'), serial: field('serial') }
}

function clipOf(value: unknown, path: string): ClipDraft {
  const clip = typeof value === 'string' ? { path: value } : members(value, path)
  const device = deviceOf(clip['device'], `${path}.device`)
  const startedAt = textOrNull(clip, 'startedAt', path)
  if (startedAt !== null && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(startedAt))
    throw new Wrong(`${path}.startedAt`)
  return {
    name: nameOf(clip, path),
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
        : members(value, path)
  return {
    id: text(device, 'id', path),
    serial: text(device, 'serial', path),
    model: text(device, 'model', path),
  }
}

function eventOf(value: unknown, path: string): { ptsMs: number; kind: string } {
  const event = members(value, path)
  const ptsMs = integerOrNull(event, 'ptsMs', path)
  if (ptsMs === null) throw new Wrong(`${path}.ptsMs`)
  return { ptsMs, kind: text(event, 'kind', path) }
}

function captionOf(value: unknown, path: string): CaptionDraft {
  const caption = members(value, path)
  return {
    name: nameOf(caption, path),
    clip: text(caption, 'clip', path),
    language: text(caption, 'language', path),
  }
}

function fileOf(value: unknown, path: string): { name: string; mediaType: string | null } {
  const file = typeof value === 'string' ? { path: value } : members(value, path)
  return { name: nameOf(file, path), mediaType: textOrNull(file, 'mediaType', path) }
}

function custodyOf(entry: Members, path: string): CaseFacts['custody'][number] {
  return { at: text(entry, 'at', path), by: text(entry, 'by', path), act: text(entry, 'act', path) }
}

/** Which file of the folder is meant: `file`, `path` or `originalName`, whichever is written. */
function nameOf(about: Members, path: string): string {
  const name = ['file', 'path', 'originalName', 'name']
    .map((key) => textOrNull(about, key, path))
    .find((one) => one !== null)
  if (name === undefined || name === null || name === '') throw new Wrong(`${path}.path`)
  return name
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
