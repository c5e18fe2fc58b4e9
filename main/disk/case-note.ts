import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from './replace-file.ts'

/** One bundle of a case, as it was when it was opened last, and every place it was opened from. */
export interface KnownBundle {
  /** SHA-256 of its manifest, lower-case hex. */
  readonly sha256: string
  readonly name: string
  readonly exhibit: string
  readonly bundleId: string
  /** The bundle that it says it goes on from; null when it says none. */
  readonly previousBundle: string | null
  /** RFC 3339: when this case first saw it. */
  readonly addedAt: string
  /** The last one first. */
  readonly places: readonly string[]
}

/** `case.json` of a case folder: which bundles the case holds. Older folders name digests alone. */
export interface CaseNote {
  readonly bundles: readonly string[]
  readonly known: readonly KnownBundle[]
}

const mostPlaces = 8

/** What a case folder says of itself; undefined where anything else stands in that folder. */
export async function readCaseNote(folder: string): Promise<CaseNote | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(join(folder, 'case.json'), 'utf8'))
    if (!isNote(note)) return undefined
    const known: unknown = Reflect.get(note, 'known')
    return { bundles: note.bundles, known: Array.isArray(known) ? known.filter(isKnown) : [] }
  } catch {
    return undefined
  }
}

export function writeCaseNote(folder: string, note: CaseNote): Promise<void> {
  return replaceFile(join(folder, 'case.json'), JSON.stringify(note))
}

/** Says that the case holds this bundle, and that it lies at `place`; what is known of it is the newest. */
export async function noteBundle(
  folder: string,
  bundle: Omit<KnownBundle, 'addedAt' | 'places'>,
  place: string,
): Promise<CaseNote> {
  const note = (await readCaseNote(folder)) ?? { bundles: [], known: [] }
  const before = note.known.find(({ sha256 }) => sha256 === bundle.sha256)
  const places = [place, ...(before?.places ?? []).filter((other) => other !== place)].slice(0, mostPlaces)
  const addedAt = before?.addedAt ?? new Date().toISOString()
  const now: KnownBundle = { ...bundle, addedAt, places }
  const next: CaseNote = {
    bundles: note.bundles.includes(bundle.sha256) ? note.bundles : [...note.bundles, bundle.sha256],
    known: before ? note.known.map((one) => (one === before ? now : one)) : [...note.known, now],
  }
  await writeCaseNote(folder, next)
  return next
}

function isNote(value: unknown): value is Pick<CaseNote, 'bundles'> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bundles' in value &&
    Array.isArray(value.bundles) &&
    value.bundles.every((bundle) => typeof bundle === 'string')
  )
}

function isKnown(value: unknown): value is KnownBundle {
  if (typeof value !== 'object' || value === null) return false
  const of = (name: string): unknown => Reflect.get(value, name)
  const places = of('places')
  return (
    ['sha256', 'name', 'exhibit', 'bundleId', 'addedAt'].every((name) => typeof of(name) === 'string') &&
    (of('previousBundle') === null || typeof of('previousBundle') === 'string') &&
    Array.isArray(places) &&
    places.every((place) => typeof place === 'string')
  )
}
