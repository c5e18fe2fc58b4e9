import type { Json } from '../canonical.ts'
import { parseCanonical } from '../canonical.ts'
import { chunkCount, chunkListPath, isChunkSize } from '../chunks/chunk-list.ts'
import { fail, ok, type Result } from '../result.ts'
import type { CaptionFacts, CaseFacts, ClipFacts, CompanionFacts } from './bundle-facts.ts'

/** The format word of an own bundle's root file. */
export const BUNDLE_FORMAT = 'asservat-bundle/1'

/** Why a root file is not what it should be; `field` is the way to it, e.g. `clips[0].size`. */
export type CaseFault =
  { readonly reason: 'case.notCanonical' } | { readonly reason: 'case.field'; readonly field: string }

/** case.json of an own bundle: canonical, complete, every field of its type, nothing besides. */
export function parseCase(bytes: Uint8Array): Result<CaseFacts, CaseFault> {
  const json = parseCanonical(bytes)
  if (!json.ok) return fail({ reason: 'case.notCanonical' })
  try {
    return ok(caseOf(new Field(json.value, '')))
  } catch (error) {
    if (error instanceof WrongField) return fail({ reason: 'case.field', field: error.field })
    throw error
  }
}

/** The own format a root file claims, however it is spelled; what claims to be ours is judged by our rules. */
export function claimedFormat(bytes: Uint8Array): string | undefined {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += SLICE)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + SLICE)))
  return /"format"\s*:\s*"(asservat-[a-z]+\/\d+)"/.exec(parts.join(''))?.[1]
}

// Arguments of one call; more would not fit the stack.
const SLICE = 16384

class WrongField extends Error {
  readonly field: string
  constructor(field: string) {
    super(field)
    this.field = field
  }
}

/** A value and the way to it: each reader either gives the type it names or refuses the field. */
class Field {
  readonly value: Json | undefined
  readonly path: string

  constructor(value: Json | undefined, path: string) {
    this.value = value
    this.path = path
  }

  refuse(): never {
    throw new WrongField(this.path)
  }

  /** Members by name; a name that is not listed is refused, since it would be signed and not read. */
  members(...names: readonly string[]): (name: string) => Field {
    const value = this.value
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.refuse()
    const entries = new Map(Object.entries(value))
    for (const name of entries.keys()) if (!names.includes(name)) throw new WrongField(this.#to(name))
    return (name) => new Field(entries.get(name), this.#to(name))
  }

  list<T>(read: (item: Field, index: number) => T): readonly T[] {
    if (!Array.isArray(this.value)) return this.refuse()
    const items: readonly Json[] = this.value
    return items.map((item, i) => read(new Field(item, `${this.path}[${i}]`), i))
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.refuse()
  }

  textOrNull(): string | null {
    return this.value === null ? null : this.text()
  }

  hash(): string {
    const text = this.text()
    return /^[0-9a-f]{64}$/.test(text) ? text : this.refuse()
  }

  count(): number {
    const value = this.integer()
    return value >= 0 ? value : this.refuse()
  }

  integer(): number {
    return typeof this.value === 'number' ? this.value : this.refuse()
  }

  #to(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`
  }
}

function caseOf(field: Field): CaseFacts {
  const get = field.members(
    'format',
    'bundleId',
    'case',
    'exhibit',
    'clips',
    'captions',
    'files',
    'custody',
    'previousBundle',
  )
  if (get('format').text() !== BUNDLE_FORMAT) get('format').refuse()
  const about = get('case').members('fileNumber', 'incident', 'office', 'title')
  const exhibit = get('exhibit').members('number', 'medium', 'serial')
  get('previousBundle').textOrNull()
  return {
    bundleId: get('bundleId').text(),
    case: {
      fileNumber: about('fileNumber').text(),
      incident: about('incident').text(),
      office: about('office').text(),
      title: about('title').text(),
    },
    exhibit: {
      number: exhibit('number').text(),
      medium: exhibit('medium').text(),
      serial: exhibit('serial').text(),
    },
    clips: get('clips').list(clipOf),
    captions: get('captions').list(captionOf),
    files: get('files').list(companionOf),
    custody: get('custody').list((item) => {
      const one = item.members('at', 'by', 'act')
      return { at: one('at').text(), by: one('by').text(), act: one('act').text() }
    }),
  }
}

function clipOf(field: Field, index: number): ClipFacts {
  const get = field.members(
    'path',
    'originalName',
    'size',
    'sha256',
    'chunkList',
    'chunkSize',
    'chunkCount',
    'mediaType',
    'device',
    'startedAt',
    'clockOffsetMs',
    'clockSource',
    'events',
  )
  const device = get('device').members('id', 'serial', 'model')
  const [path, size, chunkSize] = [get('path').text(), get('size').count(), get('chunkSize').count()]
  if (!isChunkSize(chunkSize)) get('chunkSize').refuse()
  if (get('chunkCount').count() !== chunkCount(size, chunkSize)) get('chunkCount').refuse()
  if (get('chunkList').text() !== chunkListPath(path, chunkSize)) get('chunkList').refuse()
  return {
    number: index + 1,
    path,
    originalName: get('originalName').text(),
    size,
    sha256: get('sha256').hash(),
    chunkSize,
    chunkCount: get('chunkCount').count(),
    mediaType: get('mediaType').text(),
    device: { id: device('id').text(), serial: device('serial').text(), model: device('model').text() },
    startedAt: get('startedAt').textOrNull(),
    clockOffsetMs: get('clockOffsetMs').value === null ? null : get('clockOffsetMs').integer(),
    clockSource: get('clockSource').text(),
    events: get('events').list((item) => {
      const one = item.members('ptsMs', 'kind')
      return { ptsMs: one('ptsMs').integer(), kind: one('kind').text() }
    }),
  }
}

function captionOf(field: Field): CaptionFacts {
  const get = field.members('path', 'clip', 'language', 'originalName', 'size', 'sha256')
  get('originalName').text()
  get('size').count()
  get('sha256').hash()
  return { path: get('path').text(), clip: get('clip').text(), language: get('language').text() }
}

function companionOf(field: Field): CompanionFacts {
  const get = field.members('path', 'originalName', 'size', 'sha256', 'mediaType')
  return {
    path: get('path').text(),
    originalName: get('originalName').text(),
    size: get('size').count(),
    sha256: get('sha256').hash(),
    mediaType: get('mediaType').text(),
  }
}
