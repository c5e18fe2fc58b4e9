import { equalBytes, toHex } from '../core/bytes.ts'
import type { FileFacts } from '../core/seal/bundle-facts.ts'
import type { ReasonCode } from '../core/seal/reasons.ts'
import { startDigest, type DigestName } from '../crypto/hash.ts'
import { digestUris } from '../crypto/oids.ts'
import { meanings, type FoundManifest } from './container-parts.ts'
import { continueCrc, type OpenContainer } from './open-container.ts'

/** A file that manifests speak of, with every digest they claim for it. */
export interface ExpectedFile {
  readonly path: string
  readonly present: boolean
  readonly digests: readonly { readonly name: DigestName; readonly value: Uint8Array }[]
}

export interface Expectation {
  readonly files: ReadonlyMap<string, ExpectedFile>
  readonly faults: readonly { readonly reason: ReasonCode; readonly subject: string }[]
}

/** All references of all manifests, file by file. */
export function expectedFiles(manifests: readonly FoundManifest[], container: OpenContainer): Expectation {
  const files = new Map<string, ExpectedFile>()
  const faults: { reason: ReasonCode; subject: string }[] = []
  for (const { manifest } of manifests) {
    for (const { uri, digestMethod, digest } of manifest.references) {
      const [path, ...others] = meanings(uri, container.entries)
      const name = digestUris[digestMethod]
      if (others.length > 0) faults.push({ reason: 'manifest.ambiguous', subject: uri })
      if (!name) faults.push({ reason: 'manifest.digestMethod', subject: uri })
      const key = path ?? uri
      const before = files.get(key)?.digests ?? []
      const more = name ? [{ name, value: digest }] : []
      files.set(key, { path: key, present: container.entries.has(key), digests: [...before, ...more] })
    }
  }
  return { files, faults }
}

/** Whether a file holds what manifests claim; `crc` tells whether the directory's CRC fits. */
export interface FileCheck {
  readonly state: FileFacts['state']
  readonly crc: boolean
  /** What was computed; absent when nothing was read. */
  readonly found?: FoundDigests
}

export type FoundDigests = ReadonlyMap<DigestName, Uint8Array | undefined>

/** Reads a file once and says whether every digest claimed for it holds; `look` sees each part as well. */
export async function checkFile(
  container: OpenContainer,
  expected: ExpectedFile,
  look?: (part: Uint8Array) => void,
): Promise<FileCheck> {
  const entry = container.entries.get(expected.path)
  if (!entry) return { state: 'missing', crc: true }
  const names = [...new Set(expected.digests.map(({ name }) => name))]
  const running = names.map((name) => ({ name, hash: startDigest(name) }))
  let crc = 0
  const read = await container.readParts(entry, (part) => {
    crc = continueCrc(part, crc)
    for (const { hash } of running) hash?.update(part)
    look?.(part)
  })
  const found = new Map(running.map(({ name, hash }) => [name, hash?.digest()]))
  return { state: read && holds(expected, found) ? 'ok' : 'changed', crc: crc === entry.crc32, found }
}

/** Whether there is a claim, and every claim is met by what was found. */
export function holds(
  { digests }: ExpectedFile,
  found: ReadonlyMap<DigestName, Uint8Array | undefined>,
): boolean {
  return (
    digests.length > 0 &&
    digests.every(({ name, value }) => {
      const actual = found.get(name)
      return actual !== undefined && equalBytes(actual, value)
    })
  )
}

/** The SHA-256 a manifest claims for a file, lower-case hex, or null. */
export function claimedSha256(expected: ExpectedFile | undefined): string | null {
  const claim = expected?.digests.find(({ name }) => name === 'SHA-256')
  return claim ? toHex(claim.value) : null
}
