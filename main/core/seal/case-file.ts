import { parseCanonical } from '../canonical.ts'
import { chunkCount, chunkListPath, isChunkSize } from '../chunks/chunk-list.ts'
import { fail, ok, type Result } from '../result.ts'
import type { CaptionFacts, CaseFacts, ClipFacts, CompanionFacts } from './bundle-facts.ts'
import { Field, WrongField } from './case-field.ts'

/** The format word of an own bundle's root file. */
export const BUNDLE_FORMAT = 'asservat-bundle/1'

/** Says in case.json that whoever received the footage sealed it, not whoever recorded it. */
export const SEALED_AT_INTAKE = 'atIntake'

/** Why a root file is not what it should be; `field` is the way to it, e.g. `clips[0].size`. */
export type CaseFault =
  { readonly reason: 'case.notCanonical' } | { readonly reason: 'case.field'; readonly field: string }

/** case.json of an own bundle: canonical, complete, every field of its type, nothing besides. */
export function parseCase(bytes: Uint8Array): Result<CaseFacts, CaseFault> {
  return parseRoot(bytes, (field) => caseOf(field, BUNDLE_FORMAT, clipOf))
}

/** A canonical JSON file read by `read`, whose `WrongField` becomes the fault. */
export function parseRoot<T>(bytes: Uint8Array, read: (field: Field) => T): Result<T, CaseFault> {
  const json = parseCanonical(bytes)
  if (!json.ok) return fail({ reason: 'case.notCanonical' })
  try {
    return ok(read(new Field(json.value, '')))
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

const caseMembers = 'format bundleId case exhibit clips captions files custody previousBundle sealed'.split(
  ' ',
)

/** A whole case with that format word, its clips as `clip` reads them. Throws `WrongField`. */
export function caseOf(
  field: Field,
  format: string,
  clip: (item: Field, index: number) => ClipFacts,
): CaseFacts {
  const get = field.members(...caseMembers)
  if (get('format').text() !== format) get('format').refuse()
  const previousBundle = get('previousBundle').textOrNull()
  return {
    bundleId: get('bundleId').text(),
    case: texts(get('case'), 'fileNumber', 'incident', 'office', 'title'),
    exhibit: texts(get('exhibit'), 'number', 'medium', 'serial'),
    clips: get('clips').list(clip),
    captions: get('captions').list(captionOf),
    files: get('files').list(companionOf),
    custody: get('custody').list((item) => texts(item, 'at', 'by', 'act')),
    ...(previousBundle === null ? {} : { previousBundle }),
    ...sealedAtIntake(get('sealed')),
  }
}

/** The one optional member: bundles that say nothing of where they were sealed have none. */
function sealedAtIntake(field: Field): Pick<CaseFacts, 'sealed'> {
  if (field.value === undefined) return {}
  return field.value === SEALED_AT_INTAKE ? { sealed: SEALED_AT_INTAKE } : field.refuse()
}

/** An object of texts with exactly these names. */
function texts<N extends string>(field: Field, ...names: readonly N[]): Readonly<Record<N, string>> {
  const get = field.members(...names)
  return Object.fromEntries(names.map((name) => [name, get(name).text()])) as Record<N, string>
}

const clipMembers =
  'path originalName size sha256 mediaType device startedAt clockOffsetMs clockSource events'
const chunkMembers = 'chunkList chunkSize chunkCount'

function clipOf(field: Field, index: number): ClipFacts {
  const get = field.members(...`${clipMembers} ${chunkMembers}`.split(' '))
  return { ...recordedOf(get, index), ...chunking(get) }
}

/** A clip of a list that says nothing of chunks: `chunked` says what follows from path and size. Throws `WrongField`. */
export function unchunkedClip(
  chunked: (size: number) => Pick<ClipFacts, 'chunkSize' | 'chunkCount'>,
): (field: Field, index: number) => ClipFacts {
  return (field, index) => {
    const get = field.members(...clipMembers.split(' '))
    const [path, size] = [get('path').text(), get('size').count()]
    return { ...recordedOf(get, index), path, size, ...chunked(size) }
  }
}

type Chunked = Pick<ClipFacts, 'path' | 'size' | 'chunkSize' | 'chunkCount'>

function recordedOf(get: (name: string) => Field, index: number): Omit<ClipFacts, keyof Chunked> {
  const clockOffset = get('clockOffsetMs')
  return {
    number: index + 1,
    originalName: get('originalName').text(),
    sha256: get('sha256').hash(),
    mediaType: get('mediaType').text(),
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
function chunking(get: (name: string) => Field): Chunked {
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
