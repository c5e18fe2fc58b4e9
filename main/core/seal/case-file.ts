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

const caseMembers = 'format bundleId case exhibit clips captions files custody previousBundle'.split(' ')

function caseOf(field: Field): CaseFacts {
  const get = field.members(...caseMembers)
  if (get('format').text() !== BUNDLE_FORMAT) get('format').refuse()
  get('previousBundle').textOrNull()
  return {
    bundleId: get('bundleId').text(),
    case: texts(get('case'), 'fileNumber', 'incident', 'office', 'title'),
    exhibit: texts(get('exhibit'), 'number', 'medium', 'serial'),
    clips: get('clips').list(clipOf),
    captions: get('captions').list(captionOf),
    files: get('files').list(companionOf),
    custody: get('custody').list((item) => texts(item, 'at', 'by', 'act')),
  }
}

/** An object of texts with exactly these names. */
function texts<N extends string>(field: Field, ...names: readonly N[]): Readonly<Record<N, string>> {
  const get = field.members(...names)
  return Object.fromEntries(names.map((name) => [name, get(name).text()])) as Record<N, string>
}

const clipMembers =
  'path originalName size sha256 chunkList chunkSize chunkCount mediaType device startedAt clockOffsetMs clockSource events'.split(
    ' ',
  )

function clipOf(field: Field, index: number): ClipFacts {
  const get = field.members(...clipMembers)
  const clockOffset = get('clockOffsetMs')
  return {
    number: index + 1,
    originalName: get('originalName').text(),
    sha256: get('sha256').hash(),
    mediaType: get('mediaType').text(),
    ...chunking(get),
    device: texts(get('device'), 'id', 'serial', 'model'),
    startedAt: get('startedAt').textOrNull(),
    clockOffsetMs: clockOffset.value === null ? null : clockOffset.integer(),
    clockSource: get('clockSource').text(),
    events: get('events').list((item) => {
      const one = item.members('ptsMs', 'kind')
      return { ptsMs: one('ptsMs').integer(), kind: one('kind').text() }
    }),
  }
}

/** Path, size and chunks, which follow from one another. */
function chunking(
  get: (name: string) => Field,
): Pick<ClipFacts, 'path' | 'size' | 'chunkSize' | 'chunkCount'> {
  const [path, size, chunkSize] = [get('path').text(), get('size').count(), get('chunkSize').count()]
  const count = get('chunkCount').count()
  if (!isChunkSize(chunkSize)) get('chunkSize').refuse()
  if (count !== chunkCount(size, chunkSize)) get('chunkCount').refuse()
  if (get('chunkList').text() !== chunkListPath(path, chunkSize)) get('chunkList').refuse()
  return { path, size, chunkSize, chunkCount: count }
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
