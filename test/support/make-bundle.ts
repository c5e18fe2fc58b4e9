import { toHex } from '../../main/core/bytes.ts'
import { canonicalBytes, type Json } from '../../main/core/canonical.ts'
import { chunkCount, chunkListPath, printChunkList } from '../../main/core/chunks/chunk-list.ts'
import type { SigningIdentity } from '../../main/core/signing.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { sealFiles, type FileToSeal } from '../../main/verify/seal-files.ts'

export const sealedAt = new Date('2025-03-01T10:00:00Z')
export const judgedAt = new Date('2025-06-01T00:00:00Z')

export interface BundleOrder {
  readonly clips?: readonly Uint8Array[]
  readonly files?: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly chunkSize?: number
  /** Changes case.json before it is sealed. */
  readonly edit?: (facts: { [name: string]: Json }) => void
  /** Changes a chunk list before it is sealed. */
  readonly editList?: (list: Uint8Array) => Uint8Array
}

/** The files of a small bundle, case.json first. */
export function bundleFiles(order: BundleOrder = {}): FileToSeal[] {
  const chunkSize = order.chunkSize ?? 65536
  const clips = (order.clips ?? [Uint8Array.of(1, 2, 3, 4)]).map((bytes, i) =>
    clipFiles(bytes, i, chunkSize, order.editList),
  )
  const files = (order.files ?? []).map(({ name, bytes }, i) => ({
    path: `files/${String(i + 1).padStart(4, '0')}.txt`,
    originalName: name,
    size: bytes.length,
    sha256: toHex(sha256(bytes)),
    mediaType: 'text/plain',
    bytes,
  }))
  const facts: { [name: string]: Json } = {
    format: 'asservat-bundle/1',
    bundleId: '00000000-0000-4000-8000-000000000001',
    case: { fileNumber: '123 Js 45/25', incident: '', office: '', title: '' },
    exhibit: { number: '1', medium: '', serial: '' },
    clips: clips.map(({ facts: one }) => one),
    captions: [],
    files: files.map((file) => ({
      path: file.path,
      originalName: file.originalName,
      size: file.size,
      sha256: file.sha256,
      mediaType: file.mediaType,
    })),
    custody: [],
    previousBundle: null,
  }
  order.edit?.(facts)
  return [
    { name: 'case.json', bytes: canonicalBytes(facts), mediaType: 'application/json', rootfile: true },
    ...clips.flatMap((clip) => clip.files),
    ...files.map(({ path, bytes, mediaType }) => ({ name: path, bytes, mediaType })),
  ]
}

function clipFiles(
  bytes: Uint8Array,
  index: number,
  chunkSize: number,
  editList = (list: Uint8Array) => list,
) {
  const path = `clips/${String(index + 1).padStart(4, '0')}.mp4`
  const count = chunkCount(bytes.length, chunkSize)
  const hashes = Array.from({ length: count }, (_, i) =>
    sha256(bytes.subarray(i * chunkSize, (i + 1) * chunkSize)),
  )
  const list = chunkListPath(path, chunkSize)
  const facts: Json = {
    path,
    originalName: `cam-${index + 1}.mp4`,
    size: bytes.length,
    sha256: toHex(sha256(bytes)),
    chunkList: list,
    chunkSize,
    chunkCount: count,
    mediaType: 'video/mp4',
    device: { id: '', serial: '', model: '' },
    startedAt: null,
    clockOffsetMs: null,
    clockSource: '',
    events: [],
  }
  const files: FileToSeal[] = [
    { name: path, bytes, mediaType: 'video/mp4' },
    { name: list, bytes: editList(printChunkList(hashes)), mediaType: 'text/plain' },
  ]
  return { facts, files }
}

/** A small own bundle, sealed by the product's own code. */
export function makeBundle(identity: SigningIdentity, order: BundleOrder = {}): Promise<Uint8Array> {
  return sealFiles(bundleFiles(order), identity, sealedAt)
}
