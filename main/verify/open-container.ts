import { crc32, inflateRawSync } from 'node:zlib'
import type { ByteSource } from '../core/bytes.ts'
import { readDirectory, type ContainerFault, type ZipDirectory } from '../core/container/read-directory.ts'
import type { ZipEntry } from '../core/container/zip-layout.ts'

/** Most bytes of one packed file that are unpacked, and of all together: beyond, it is a bomb or not for memory. */
const MOST_INFLATED = 64 * 1024 * 1024
const MOST_IN_ALL = 256 * 1024 * 1024
const MOST_FOREIGN_FILES = 1000
const STEP = 4 * 1024 * 1024

/** A ZIP container whose entries can be read. */
export interface OpenContainer {
  readonly source: ByteSource
  readonly directory: ZipDirectory
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** The whole entry; undefined when it is larger than `limit`, packed beyond reason, or does not unpack. */
  readWhole(name: string, limit: number): Promise<Uint8Array | undefined>
  /** The entry's bytes part by part, in order; false when it cannot be unpacked. */
  readParts(entry: ZipEntry, take: (part: Uint8Array) => void | Promise<void>): Promise<boolean>
}

export async function openContainer(source: ByteSource): Promise<OpenContainer> {
  const directory = await readDirectory(source)
  const entries = new Map(directory.entries.map((entry) => [entry.name, entry]))
  const open: OpenContainer = {
    source,
    directory,
    entries,
    readWhole: async (name, limit) => {
      const entry = entries.get(name)
      return entry && entry.size <= limit && isPlausible(entry) ? readEntry(source, entry) : undefined
    },
    readParts: (entry, take) => readParts(source, entry, take),
  }
  return open
}

async function readEntry(source: ByteSource, entry: ZipEntry): Promise<Uint8Array | undefined> {
  if (entry.method === 0 && entry.packedSize !== entry.size) return undefined
  const packed = await source.read(entry.dataOffset, entry.packedSize)
  return entry.method === 0 ? packed : inflate(packed, entry.size)
}

/** zlib throws for broken streams and when the output outgrows what the directory promised. */
function inflate(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
    return bytes.length === size ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : undefined
  } catch {
    return undefined
  }
}

async function readParts(
  source: ByteSource,
  entry: ZipEntry,
  take: (part: Uint8Array) => void | Promise<void>,
): Promise<boolean> {
  if (entry.method !== 0) {
    const bytes = isPlausible(entry) ? await readEntry(source, entry) : undefined
    if (bytes) await take(bytes)
    return bytes !== undefined
  }
  if (entry.packedSize !== entry.size) return false
  for (let at = 0; at < entry.size; at += STEP)
    await take(await source.read(entry.dataOffset + at, Math.min(STEP, entry.size - at)))
  return true
}

function isPlausible({ method, packedSize, size }: ZipEntry): boolean {
  if (method === 0) return true
  return (
    method === 8 && size <= MOST_INFLATED && (size <= 1024 * 1024 || size / Math.max(1, packedSize) <= 100)
  )
}

/** Rules for packed entries of foreign containers: no bombs, no crowds. */
export function bombFaults({ entries }: ZipDirectory): ContainerFault[] {
  const faults: ContainerFault[] = []
  const packed = entries.filter(({ method }) => method !== 0)
  for (const entry of packed) {
    if (entry.method === 8 && !isPlausible(entry))
      faults.push({ reason: 'container.bomb', name: entry.name, scope: 'all' })
  }
  const total = packed.reduce((sum, { size }) => sum + size, 0)
  if (total > MOST_IN_ALL) faults.push({ reason: 'container.bomb', scope: 'all' })
  if (packed.length > 0 && entries.length > MOST_FOREIGN_FILES)
    faults.push({ reason: 'container.tooMany', scope: 'all' })
  return faults
}

/** CRC-32 carried on from `before`. */
export function continueCrc(bytes: Uint8Array, before: number): number {
  return crc32(bytes, before)
}
