import { equalBytes, sliceOf } from '../core/bytes.ts'
import { chunkListPath, chunkListSize } from '../core/chunks/chunk-list.ts'
import type { SealedClip } from '../core/chunks/verify-chunk.ts'
import { printManifest } from '../core/container/asic-manifest.ts'
import { layoutFaults } from '../core/container/own-layout.ts'
import type { ContainerFault } from '../core/container/read-directory.ts'
import { ENCRYPTED_FORMAT, type EncryptedCase } from '../core/encryption/encrypted-case.ts'
import type { CaseFacts, ClipFacts } from '../core/seal/bundle-facts.ts'
import { BUNDLE_FORMAT, claimedFormat, parseCase } from '../core/seal/case-file.ts'
import type { SealReading } from '../core/seal/seal-reading.ts'
import { sha256 } from '../crypto/hash.ts'
import { percentDecode, type ContainerParts, type FoundManifest } from './container-parts.ts'
import { readEncryptedContents } from './encrypted-contents.ts'
import { claimedSha256, type Expectation } from './file-check.ts'
import type { OpenContainer } from './open-container.ts'
import { MANIFEST_PATH, SIGNATURE_PATH } from './seal-files.ts'

export const REPORT_FORMAT = 'asservat-report/1'

/** Formats of own containers, by the root file that names them. */
export const ownFormats: Readonly<Record<string, readonly string[]>> = {
  'case.json': [BUNDLE_FORMAT, ENCRYPTED_FORMAT],
  'report.json': [REPORT_FORMAT],
}

const MOST_ROOT = 64 * 1024 * 1024

/** A clip whose bytes and list have been found; the list itself is not read yet. */
export type FoundClip = Omit<SealedClip, 'chunkHashes'> & { readonly chunkCount: number }

/** What is special about an own container. */
export interface OwnContents {
  readonly format: string
  readonly case: CaseFacts | null
  /** Of an encrypted bundle: what anybody may know. */
  readonly encrypted?: EncryptedCase | undefined
  readonly clips: readonly FoundClip[]
  readonly container: readonly ContainerFault[]
  readonly contents: SealReading['contents']
}

/** The own format that the container's signed root file names, or undefined: then it is foreign. */
export async function ownFormat(
  container: OpenContainer,
  parts: ContainerParts,
): Promise<string | undefined> {
  for (const { manifest } of parts.manifests) {
    for (const reference of manifest.references) {
      const formats = ownFormats[reference.uri]
      if (!formats) continue
      const bytes = await container.readWhole(reference.uri, MOST_ROOT)
      const claimed = bytes && claimedFormat(bytes)
      if (claimed !== undefined && formats.includes(claimed)) return claimed
    }
  }
  return undefined
}

/** Checks what only own containers promise: layout, names in META-INF, spelling of the manifest, case.json, chunk lists. */
export async function readOwnContents(
  container: OpenContainer,
  parts: ContainerParts,
  expected: Expectation,
  format: string,
): Promise<OwnContents> {
  const manifest = parts.manifests.find(({ file }) => file === MANIFEST_PATH)
  const order = manifest ? orderFaults(manifest, container) : []
  const rules = [...layoutFaults(container.directory), ...metaFaults(container), ...order]
  const spelling = manifest ? spellingFaults(manifest) : []
  if (format === ENCRYPTED_FORMAT) {
    const { contents, ...read } = await readEncryptedContents(container, expected)
    return { format, case: null, ...read, container: rules, contents: [...spelling, ...contents] }
  }
  if (format !== BUNDLE_FORMAT) return { format, case: null, clips: [], container: rules, contents: spelling }
  const read = parseCase((await container.readWhole('case.json', MOST_ROOT)) ?? new Uint8Array())
  if (!read.ok) {
    const facts = read.failure.reason === 'case.field' ? { facts: { field: read.failure.field } } : {}
    const fault = { reason: read.failure.reason, subject: 'case.json', ...facts }
    return { format, case: null, clips: [], container: rules, contents: [...spelling, fault] }
  }
  const mismatches = caseMismatches(read.value, expected, container)
  const clips = read.value.clips.map((clip) => findClip(clip, container))
  const lists = clips.flatMap((clip) => ('fault' in clip ? [clip.fault] : []))
  return {
    format,
    case: read.value,
    clips: clips.flatMap((clip) => ('fault' in clip ? [] : [clip])),
    container: rules,
    contents: [...spelling, ...mismatches, ...lists],
  }
}

function metaFaults({ entries }: OpenContainer): ContainerFault[] {
  return [...entries.keys()]
    .filter((name) => /^META-INF(?:\/|$)/i.test(name) && name !== MANIFEST_PATH && name !== SIGNATURE_PATH)
    .map((name) => ({ reason: 'container.unknownMeta', name, scope: 'own' }))
}

/** An own manifest has one spelling. */
function spellingFaults({ bytes, manifest, file }: FoundManifest): SealReading['contents'] {
  const printed = printManifest(
    SIGNATURE_PATH,
    manifest.references.map(({ uri, mediaType, digest }) => ({
      path: percentDecode(uri) ?? uri,
      mediaType: mediaType ?? '',
      rootfile: ownFormats[uri] !== undefined,
      sha256: digest,
    })),
  )
  return equalBytes(printed, bytes) ? [] : [{ reason: 'manifest.spelling', subject: file }]
}

/** The manifest lists each file once, in the order of the container. What is missing or too many is told elsewhere. */
function orderFaults({ manifest }: FoundManifest, { entries }: OpenContainer): ContainerFault[] {
  const listed = manifest.references.map(({ uri }) => percentDecode(uri) ?? uri)
  const wanted = ['mimetype', ...listed, MANIFEST_PATH, SIGNATURE_PATH]
  const found = [...entries.keys()]
  const inOrder = found.length === wanted.length && found.every((name, i) => name === wanted[i])
  const sameNames = new Set(wanted).size === found.length && wanted.every((name) => entries.has(name))
  const repeated = new Set(wanted).size !== wanted.length
  return !inOrder && (sameNames || repeated)
    ? [{ reason: 'container.layout', scope: 'own', name: MANIFEST_PATH }]
    : []
}

/** case.json repeats path, size and digest of each file; it must say what manifest and directory say, and name all. */
function caseMismatches(
  facts: CaseFacts,
  expected: Expectation,
  { entries }: OpenContainer,
): SealReading['contents'] {
  const named = [...facts.clips, ...facts.files]
  const wrong = named.filter(
    ({ path, size, sha256: hash }) =>
      entries.get(path)?.size !== size || claimedSha256(expected.files.get(path)) !== hash,
  )
  const known = new Set([
    'case.json',
    ...named.map(({ path }) => path),
    ...facts.captions.map(({ path }) => path),
    ...facts.clips.map(({ path, chunkSize }) => chunkListPath(path, chunkSize)),
  ])
  const unnamed = [...expected.files.keys()].filter((path) => !known.has(path))
  const absent = facts.captions.filter(
    ({ path, clip }) => !entries.has(path) || !facts.clips.some((one) => one.path === clip),
  )
  return [...wrong.map(({ path }) => path), ...unnamed, ...absent.map(({ path }) => path)].map((subject) => ({
    reason: 'case.mismatch',
    subject,
  }))
}

// The list of a clip of one tebibyte in chunks of the default size.
const MOST_LIST = 256 * 1024 * 1024

/** Lists are read when their clip is opened, or by the check of the whole; here only their size is looked at. */
function findClip(
  clip: ClipFacts,
  container: OpenContainer,
): FoundClip | { readonly fault: SealReading['contents'][number] } {
  const path = chunkListPath(clip.path, clip.chunkSize)
  const entry = container.entries.get(clip.path)
  const list = container.entries.get(path)
  if (!entry || !list) return { fault: { reason: 'chunkList.missing', subject: path } }
  const fits = list.method === 0 && list.size === chunkListSize(clip.chunkCount) && list.size <= MOST_LIST
  if (!fits || entry.method !== 0) return { fault: { reason: 'chunkList.shape', subject: path } }
  return {
    number: clip.number,
    path: clip.path,
    mediaType: clip.mediaType,
    sha256: clip.sha256,
    chunkSize: clip.chunkSize,
    chunkCount: clip.chunkCount,
    bytes: sliceOf(container.source, entry.dataOffset, entry.packedSize),
  }
}

/** Identity of a bundle: SHA-256 of its manifest. */
export function manifestHash(parts: ContainerParts): Uint8Array | undefined {
  const manifest = parts.manifests.find(({ file }) => file === MANIFEST_PATH)
  return manifest && sha256(manifest.bytes)
}
