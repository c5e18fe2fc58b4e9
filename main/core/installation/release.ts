/** What a maker says of a package: read only together with its signature. */
export interface Release {
  readonly name: string
  /** Three numbers with dots between them. */
  readonly version: string
  /** File name of the package, without folders. */
  readonly file: string
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
}

/** Why a package is not to be installed; undefined when it may be. */
export type ReleaseRefusal = 'notAsservat' | 'otherPackage' | 'changed' | 'downgrade' | 'sameVersion'

export interface PackageFacts {
  readonly file: string
  readonly size: number
  readonly sha256: string
}

/** Compares the statement with the package at hand and the version that is installed. */
export function refusalOf(
  release: Release,
  found: PackageFacts,
  installed: string,
): ReleaseRefusal | undefined {
  if (release.name !== 'asservat') return 'notAsservat'
  if (release.file !== found.file) return 'otherPackage'
  if (release.size !== found.size || release.sha256 !== found.sha256) return 'changed'
  const order = compareVersions(release.version, installed)
  return order > 0 ? undefined : order === 0 ? 'sameVersion' : 'downgrade'
}

/** Below zero when `a` is older than `b`. Both are three numbers. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  const at = [0, 1, 2].find((place) => left[place] !== right[place]) ?? 0
  return (left[at] ?? 0) - (right[at] ?? 0)
}

/** The statement, or undefined when it is none. */
export function parseRelease(value: unknown): Release | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { name, version, file, size, sha256 } = value as Record<string, unknown>
  const texts = typeof name === 'string' && typeof file === 'string'
  if (!texts || typeof version !== 'string' || typeof size !== 'number' || typeof sha256 !== 'string')
    return undefined
  const shaped = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/.test(version) && /^[0-9a-f]{64}$/.test(sha256)
  return shaped ? { name, version, file, size, sha256 } : undefined
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map(Number)
}
