import { concatBytes, utf8 } from '../../main/core/bytes.ts'
import { printManifest, type ListedFile } from '../../main/core/container/asic-manifest.ts'
import { ASIC_E } from '../../main/core/container/own-layout.ts'
import { crc32 } from '../../main/core/container/crc32.ts'
import { directoryBytes, localHeader, packContainer } from '../../main/core/container/pack-container.ts'
import type { StoredEntry } from '../../main/core/container/zip-layout.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { MANIFEST_PATH, SIGNATURE_PATH, type FileToSeal } from '../../main/verify/seal-files.ts'
import { bundleFiles, type BundleOrder } from './make-bundle.ts'

export interface Entry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What a forger can turn: each step of sealing may be replaced. */
export interface Forgery {
  readonly order?: BundleOrder
  /** Files that the manifest lists. */
  readonly listed?: (files: FileToSeal[]) => FileToSeal[]
  readonly manifest?: (xml: string) => string
  readonly sign: (manifest: Uint8Array) => Uint8Array | Promise<Uint8Array>
  /** Entries of the container after signing. */
  readonly entries?: (entries: Entry[]) => Entry[]
  readonly pack?: (entries: readonly Entry[]) => Uint8Array
  readonly bytes?: (bytes: Uint8Array) => Uint8Array
}

/** A bundle with everything as it should be, but for what the forgery changes. */
export async function forge(forgery: Forgery): Promise<Uint8Array> {
  const files = bundleFiles(forgery.order)
  const listed = (forgery.listed ?? ((all) => all))(files)
  const xml = Buffer.from(printManifest(SIGNATURE_PATH, listed.map(listedFile))).toString()
  const manifest = utf8((forgery.manifest ?? ((text: string) => text))(xml))
  const entries = [
    { name: 'mimetype', bytes: utf8(ASIC_E) },
    ...files.map(({ name, bytes }) => ({ name, bytes })),
    { name: MANIFEST_PATH, bytes: manifest },
    { name: SIGNATURE_PATH, bytes: await forgery.sign(manifest) },
  ]
  const packed = (forgery.pack ?? packContainer)((forgery.entries ?? ((all: Entry[]) => all))(entries))
  return (forgery.bytes ?? ((all: Uint8Array) => all))(packed)
}

function listedFile({ name, bytes, mediaType, rootfile }: FileToSeal): ListedFile {
  return { path: name, mediaType: mediaType ?? '', rootfile: rootfile ?? false, sha256: sha256(bytes) }
}

/** Where an entry's local header begins, and where its data. */
export function placeOf(bytes: Uint8Array, name: string): { readonly header: number; readonly data: number } {
  const wanted = Buffer.from(name)
  const all = Buffer.from(bytes)
  for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
    if (at >= 30 && all.readUInt32LE(at - 30) === 0x04034b50)
      return { header: at - 30, data: at + wanted.length }
  }
  throw new Error(`no entry ${name}`)
}

/** Where the central directory speaks of an entry. */
export function centralOf(bytes: Uint8Array, name: string): number {
  const wanted = Buffer.from(name)
  const all = Buffer.from(bytes)
  for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
    const header = at - 46
    if (
      header >= 0 &&
      all.readUInt32LE(header) === 0x02014b50 &&
      all.readUInt16LE(header + 28) === wanted.length
    )
      return header
  }
  throw new Error(`no entry ${name}`)
}

export function patched(bytes: Uint8Array, at: number, ...values: readonly number[]): Uint8Array {
  const copy = bytes.slice()
  copy.set(values, at)
  return copy
}

/** A container whose directory may differ from what lies before it. */
export function packLoosely(
  entries: readonly Entry[],
  edit: (
    stored: StoredEntry[],
    body: Uint8Array,
  ) => { readonly stored: readonly StoredEntry[]; readonly body: Uint8Array },
): Uint8Array {
  const parts: Uint8Array[] = []
  const stored: StoredEntry[] = []
  let at = 0
  for (const { name, bytes } of entries) {
    const entry = { name, crc32: crc32(bytes), size: bytes.length, headerOffset: at }
    const header = localHeader(entry)
    stored.push(entry)
    parts.push(header, bytes)
    at += header.length + bytes.length
  }
  const changed = edit(stored, concatBytes(...parts))
  return concatBytes(changed.body, directoryBytes(changed.stored, changed.body.length))
}
