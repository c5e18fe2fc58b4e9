import { concatBytes, equalBytes, type ByteSource } from '../bytes.ts'
import { nameKey, nameOf, unsafeName } from './entry-name.ts'
import { LIMIT_16, LIMIT_32, LittleEndian, signatures, type ZipEntry } from './zip-layout.ts'

/** A broken rule. `own` faults count for own bundles only; a foreign container keeps them as remarks. */
export interface ContainerFault {
  readonly reason: ContainerReason
  readonly name?: string
  readonly scope: 'all' | 'own'
}

export type ContainerReason =
  | 'container.notZip'
  | 'container.cutShort'
  | 'container.directory'
  | 'container.severalEnds'
  | 'container.tooMany'
  | 'container.name'
  | 'container.duplicateName'
  | 'container.headersDiffer'
  | 'container.overlap'
  | 'container.gap'
  | 'container.encrypted'
  | 'container.method'
  | 'container.symlink'
  | 'container.comment'
  | 'container.trailing'
  | 'container.tooBig'
  | 'container.mimetype'
  | 'container.layout'
  | 'container.bomb'
  | 'container.crc'
  | 'container.unknownMeta'

export interface ZipDirectory {
  /** In the order of the central directory. */
  readonly entries: readonly ZipEntry[]
  readonly faults: readonly ContainerFault[]
  /** Local header bytes, entry by entry, and all from the directory's first byte on: for the layout check. */
  readonly localHeaders: readonly Uint8Array[]
  readonly tail: Uint8Array
  readonly directoryOffset: number
}

const MOST_ENTRIES = 200_000
const MOST_DIRECTORY_BYTES = 64 * 1024 * 1024
const END_LENGTH = 22
/** Identifier of the Unicode path field. */
const UNICODE_PATH = 0x7075
const FARTHEST_END = END_LENGTH + LIMIT_16

interface End {
  readonly at: number
  readonly directoryOffset: number
  readonly directorySize: number
  readonly count: number
  readonly faults: readonly ContainerFault[]
}

/** All entries of a ZIP container and every rule it breaks. Reads directory and headers, never the data. */
export async function readDirectory(source: ByteSource): Promise<ZipDirectory> {
  const end = await findEnd(source)
  if ('reason' in end) return emptyDirectory(end)
  const tail = await source.read(end.directoryOffset, source.size - end.directoryOffset)
  const central = parseCentral(tail.subarray(0, end.directorySize), end.count)
  if ('reason' in central) return emptyDirectory(central)
  const entries: ZipEntry[] = []
  const localHeaders: Uint8Array[] = []
  const faults = [...end.faults, ...central.faults]
  for (const entry of central.entries) {
    const local = await readLocal(source, entry, end.directoryOffset)
    if ('reason' in local) faults.push(local)
    else {
      entries.push(local.entry)
      localHeaders.push(local.header)
      faults.push(...local.faults)
    }
  }
  faults.push(...nameFaults(entries), ...placeFaults(entries, end.directoryOffset))
  return { entries, faults, localHeaders, tail, directoryOffset: end.directoryOffset }
}

function emptyDirectory(fault: ContainerFault): ZipDirectory {
  return { entries: [], faults: [fault], localHeaders: [], tail: new Uint8Array(), directoryOffset: 0 }
}

function fatal(reason: ContainerReason, name?: string): ContainerFault {
  return name === undefined ? { reason, scope: 'all' } : { reason, name, scope: 'all' }
}

function strict(reason: ContainerReason, name?: string): ContainerFault {
  return name === undefined ? { reason, scope: 'own' } : { reason, name, scope: 'own' }
}

async function findEnd(source: ByteSource): Promise<End | ContainerFault> {
  const start = Math.max(0, source.size - FARTHEST_END)
  const bytes = await source.read(start, source.size - start)
  const number = new LittleEndian(bytes)
  const found: number[] = []
  let others = 0
  for (let at = bytes.length - END_LENGTH; at >= 0; at--) {
    if (bytes[at] !== 0x50 || number.u32(at) !== signatures.end) continue
    if (at + END_LENGTH + number.u16(at + 20) === bytes.length) found.push(at)
    else others++
  }
  const at = found[0]
  if (at === undefined) return fatal(await noEndReason(source, others))
  if (found.length > 1) return fatal('container.severalEnds')
  const faults = bytes.length - at > END_LENGTH ? [strict('container.comment')] : []
  return readEnd(source, start + at, bytes.subarray(at), faults)
}

async function noEndReason(source: ByteSource, others: number): Promise<ContainerReason> {
  if (others > 0) return 'container.trailing'
  const first = source.size >= 4 ? new LittleEndian(await source.read(0, 4)).u32(0) : 0
  return first === signatures.local ? 'container.cutShort' : 'container.notZip'
}

async function readEnd(
  source: ByteSource,
  at: number,
  bytes: Uint8Array,
  faults: readonly ContainerFault[],
): Promise<End | ContainerFault> {
  const number = new LittleEndian(bytes)
  if (number.u16(4) !== number.u16(6) || number.u16(8) !== number.u16(10)) return fatal('container.directory')
  const small = { count: number.u16(10), directorySize: number.u32(12), directoryOffset: number.u32(16) }
  const needs64 =
    small.count === LIMIT_16 || small.directorySize === LIMIT_32 || small.directoryOffset === LIMIT_32
  const found = (await readEnd64(source, at, needs64)) ?? { ...small, endAt: at }
  if ('reason' in found) return found
  const { count, directorySize, directoryOffset } = found
  if (directoryOffset + directorySize !== found.endAt) return fatal('container.directory')
  if (count > MOST_ENTRIES || directorySize > MOST_DIRECTORY_BYTES) return fatal('container.tooMany')
  return { at, count, directorySize, directoryOffset, faults }
}

async function readEnd64(source: ByteSource, endAt: number, needed: boolean) {
  if (endAt < 76) return needed ? fatal('container.directory') : undefined
  const locator = new LittleEndian(await source.read(endAt - 20, 20))
  if (locator.u32(0) !== signatures.locator64) return needed ? fatal('container.directory') : undefined
  const at = locator.u64(8)
  // Exactly the 56-byte record right before its locator: anything else is a hiding place.
  if (at !== endAt - 76) return fatal('container.directory')
  const record = new LittleEndian(await source.read(at, 56))
  if (record.u32(0) !== signatures.end64 || record.u64(4) !== 44 || record.u64(24) !== record.u64(32))
    return fatal('container.directory')
  return { count: record.u64(32), directorySize: record.u64(40), directoryOffset: record.u64(48), endAt: at }
}

type CentralEntry = Omit<ZipEntry, 'dataOffset'>

function parseCentral(
  bytes: Uint8Array,
  count: number,
):
  { readonly entries: readonly CentralEntry[]; readonly faults: readonly ContainerFault[] } | ContainerFault {
  const entries: CentralEntry[] = []
  const faults: ContainerFault[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    const length = centralLength(bytes, at)
    if (length === undefined) return fatal('container.directory')
    const entry = parseCentralEntry(bytes.subarray(at, at + length), faults)
    if (!entry) return fatal('container.directory')
    entries.push(entry)
    at += length
  }
  return at === bytes.length ? { entries, faults } : fatal('container.directory')
}

function centralLength(bytes: Uint8Array, at: number): number | undefined {
  if (at + 46 > bytes.length) return undefined
  const number = new LittleEndian(bytes)
  if (number.u32(at) !== signatures.central) return undefined
  const length = 46 + number.u16(at + 28) + number.u16(at + 30) + number.u16(at + 32)
  return at + length <= bytes.length ? length : undefined
}

function parseCentralEntry(bytes: Uint8Array, faults: ContainerFault[]): CentralEntry | undefined {
  const number = new LittleEndian(bytes)
  const nameLength = number.u16(28)
  const nameBytes = bytes.slice(46, 46 + nameLength)
  const flags = number.u16(8)
  const extra = bytes.subarray(46 + nameLength, 46 + nameLength + number.u16(30))
  const named = nameOf(nameBytes, flags, extraField(extra, UNICODE_PATH))
  if (!named || number.u16(34) !== 0) return undefined
  const { name } = named
  if (named.ambiguous) faults.push(fatal('container.headersDiffer', name))
  const sizes = zip64Values(extra, [number.u32(24), number.u32(20), number.u32(42)])
  if (!sizes) return undefined
  const [size, packedSize, headerOffset] = sizes
  const method = number.u16(10)
  if (method === 0 && packedSize !== size) faults.push(fatal('container.directory', name))
  // Upper half of the external attributes is the Unix mode when made by Unix (APPNOTE 4.4.15).
  if (number.u16(4) >> 8 === 3 && number.u32(38) >>> 28 === 0xa) faults.push(fatal('container.symlink', name))
  if (flags & 0x2041) faults.push(fatal('container.encrypted', name))
  if (method !== 0)
    faults.push(method === 8 ? strict('container.method', name) : fatal('container.method', name))
  return { name, nameBytes, flags, method, crc32: number.u32(16), packedSize, size, headerOffset }
}

/** The three numbers with ZIP64 values (APPNOTE 4.5.3) put where the short field is full; undefined when they lack. */
function zip64Values(
  extra: Uint8Array,
  values: readonly [number, number, number],
): readonly [number, number, number] | undefined {
  const field = extraField(extra, 1)
  const number = field ? new LittleEndian(field) : undefined
  let at = 0
  const filled = values.map((value) => {
    if (value !== LIMIT_32) return value
    if (!field || !number || at + 8 > field.length) return undefined
    at += 8
    return number.u64(at - 8)
  })
  const [a, b, c] = filled
  return a === undefined || b === undefined || c === undefined ? undefined : [a, b, c]
}

function extraField(extra: Uint8Array, id: number): Uint8Array | undefined {
  const number = new LittleEndian(extra)
  for (let at = 0; at + 4 <= extra.length; at += 4 + number.u16(at + 2)) {
    if (number.u16(at) === id) return extra.subarray(at + 4, at + 4 + number.u16(at + 2))
  }
  return undefined
}

async function readLocal(source: ByteSource, entry: CentralEntry, limit: number) {
  if (entry.headerOffset + 30 > limit) return fatal('container.overlap', entry.name)
  const fixed = await source.read(entry.headerOffset, 30)
  const number = new LittleEndian(fixed)
  if (number.u32(0) !== signatures.local) return fatal('container.headersDiffer', entry.name)
  const rest = number.u16(26) + number.u16(28)
  const dataOffset = entry.headerOffset + 30 + rest
  if (dataOffset + entry.packedSize > limit) return fatal('container.overlap', entry.name)
  const header = concatBytes(fixed, await source.read(entry.headerOffset + 30, rest))
  if (!equalBytes(header.subarray(30, 30 + number.u16(26)), entry.nameBytes))
    return fatal('container.headersDiffer', entry.name)
  const field = extraField(header.subarray(30 + number.u16(26)), UNICODE_PATH)
  const named = nameOf(entry.nameBytes, entry.flags, field)
  if (field && (named?.ambiguous !== false || named.name !== entry.name))
    return fatal('container.headersDiffer', entry.name)
  const faults = sameAsCentral(header, entry) ? [] : [strict('container.headersDiffer', entry.name)]
  return { entry: { ...entry, dataOffset }, header, faults }
}

function sameAsCentral(header: Uint8Array, entry: CentralEntry): boolean {
  const number = new LittleEndian(header)
  const extra = header.subarray(30 + number.u16(26))
  const sizes = zip64Values(extra, [number.u32(22), number.u32(18), 0])
  return (
    number.u16(6) === entry.flags &&
    number.u16(8) === entry.method &&
    number.u32(14) === entry.crc32 &&
    sizes?.[0] === entry.size &&
    sizes[1] === entry.packedSize
  )
}

function nameFaults(entries: readonly ZipEntry[]): ContainerFault[] {
  const seen = new Set<string>()
  return entries.flatMap(({ name }) => {
    const key = nameKey(name)
    const faults = unsafeName(name) ? [fatal('container.name', name)] : []
    if (seen.has(key)) faults.push(fatal('container.duplicateName', name))
    seen.add(key)
    return faults
  })
}

/** Entries lie one after the other from the first byte to the directory: nothing hidden, nothing used twice. */
function placeFaults(entries: readonly ZipEntry[], directoryOffset: number): ContainerFault[] {
  const faults: ContainerFault[] = []
  let at = 0
  let slack = 0
  for (const entry of [...entries].sort((a, b) => a.headerOffset - b.headerOffset)) {
    if (entry.headerOffset < at) faults.push(fatal('container.overlap', entry.name))
    else if (entry.headerOffset > at + slack) faults.push(fatal('container.gap', entry.name))
    at = entry.dataOffset + entry.packedSize
    // A data descriptor follows the data where flag bit 3 is set (APPNOTE 4.3.9); own containers have none.
    slack = entry.flags & 8 ? 24 : 0
  }
  if (directoryOffset > at + slack) faults.push(fatal('container.gap'))
  return faults
}
