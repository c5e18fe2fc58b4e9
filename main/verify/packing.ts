import { utf8, type ByteSource, type Hash } from '../core/bytes.ts'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import { chunkCount, chunkListPath, DEFAULT_CHUNK_SIZE, printChunkList } from '../core/chunks/chunk-list.ts'
import type { ListedFile } from '../core/container/asic-manifest.ts'
import { ASIC_E } from '../core/container/own-layout.ts'
import { BUNDLE_FORMAT } from '../core/seal/case-file.ts'
import type { BundleWriter } from './bundle-writer.ts'

export type Members = { readonly [name: string]: Json }

/** A file that was put into the bundle. */
export interface PackedFile {
  /** SHA-256 of the file as it lay in the folder. */
  readonly sha256: Hash
  /** What the case says of its chunks, where it does. */
  readonly chunked: Members
}

/** How the files of a bundle are put into it: as they are, or encrypted. */
export interface Packing {
  /** `isClip`: it is played, and therefore verified chunk by chunk. */
  add(path: string, mediaType: string, file: ByteSource, isClip: boolean): Promise<PackedFile>
  /** Ends the bundle's data with the case; gives every file that the manifest must list, in order. */
  finish(caseOf: (format: string) => Members): Promise<readonly ListedFile[]>
}

/** Begins a bundle whose files anybody may read. */
export async function packPlainly(
  writer: BundleWriter,
  chunkSize: number = DEFAULT_CHUNK_SIZE,
): Promise<Packing> {
  const listed: ListedFile[] = []
  const list = (path: string, mediaType: string, sha256: Hash): void => {
    listed.push({ path, mediaType, rootfile: path === 'case.json', sha256 })
  }
  await writer.addBytes('mimetype', utf8(ASIC_E))
  return {
    async add(path, mediaType, file, isClip) {
      const { sha256, chunks } = await writer.addSource(path, file, isClip ? chunkSize : undefined)
      list(path, mediaType, sha256)
      if (!isClip) return { sha256, chunked: {} }
      const chunkList = chunkListPath(path, chunkSize)
      list(chunkList, 'text/plain', await writer.addBytes(chunkList, printChunkList(chunks)))
      return { sha256, chunked: { chunkList, chunkSize, chunkCount: chunkCount(file.size, chunkSize) } }
    },
    async finish(caseOf) {
      const bytes = canonicalBytes(caseOf(BUNDLE_FORMAT))
      list('case.json', 'application/json', await writer.addBytes('case.json', bytes))
      return listed
    },
  }
}
