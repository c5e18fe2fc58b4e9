import { concatBytes, joinBytes, utf8 } from '../bytes.ts'
import { crc32 } from './crc32.ts'
import { LIMIT_16, LIMIT_32, pack, signatures, type StoredEntry } from './zip-layout.ts'

// 1980-01-01 00:00: the time of sealing is in the signature; a second, unsigned one would only mislead.
const DOS_TIME = 0
const DOS_DATE = 0x21
const UTF8_NAME = 0x0800

/** Header before an entry's data, in the only spelling an own container may have. */
export function localHeader(entry: StoredEntry): Uint8Array {
  const name = utf8(entry.name)
  const big = entry.size >= LIMIT_32
  const size = big ? LIMIT_32 : entry.size
  const extra = big ? pack([2, 1], [2, 16], [8, entry.size], [8, entry.size]) : pack()
  const fixed = pack(
    [4, signatures.local],
    [2, big ? 45 : 10],
    [2, flagsFor(entry.name)],
    [2, 0],
    [2, DOS_TIME],
    [2, DOS_DATE],
    [4, entry.crc32],
    [4, size],
    [4, size],
    [2, name.length],
    [2, extra.length],
  )
  return concatBytes(fixed, name, extra)
}

function centralHeader(entry: StoredEntry): Uint8Array {
  const name = utf8(entry.name)
  const bigSize = entry.size >= LIMIT_32
  const bigOffset = entry.headerOffset >= LIMIT_32
  const extra = zip64Extra(entry, bigSize, bigOffset)
  const size = bigSize ? LIMIT_32 : entry.size
  const version = bigSize || bigOffset ? 45 : 10
  const fixed = pack(
    [4, signatures.central],
    [2, version],
    [2, version],
    [2, flagsFor(entry.name)],
    [2, 0],
    [2, DOS_TIME],
    [2, DOS_DATE],
    [4, entry.crc32],
    [4, size],
    [4, size],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, bigOffset ? LIMIT_32 : entry.headerOffset],
  )
  return concatBytes(fixed, name, extra)
}

function zip64Extra(entry: StoredEntry, bigSize: boolean, bigOffset: boolean): Uint8Array {
  const sizes = bigSize ? pack([8, entry.size], [8, entry.size]) : pack()
  const offset = bigOffset ? pack([8, entry.headerOffset]) : pack()
  const length = sizes.length + offset.length
  return length === 0 ? pack() : concatBytes(pack([2, 1], [2, length]), sizes, offset)
}

/** Everything after the last entry's data: directory and end records, in their only spelling. */
export function directoryBytes(entries: readonly StoredEntry[], offset: number): Uint8Array {
  const directory = joinBytes(entries.map(centralHeader))
  const count = entries.length
  const needs64 = count >= LIMIT_16 || offset >= LIMIT_32 || directory.length >= LIMIT_32
  const end = pack(
    [4, signatures.end],
    [2, 0],
    [2, 0],
    [2, Math.min(count, LIMIT_16)],
    [2, Math.min(count, LIMIT_16)],
    [4, Math.min(directory.length, LIMIT_32)],
    [4, Math.min(offset, LIMIT_32)],
    [2, 0],
  )
  const end64 = needs64 ? endRecord64(count, directory.length, offset) : pack()
  return concatBytes(directory, end64, end)
}

function endRecord64(count: number, size: number, offset: number): Uint8Array {
  const record = pack(
    [4, signatures.end64],
    [8, 44],
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, offset],
  )
  return concatBytes(record, pack([4, signatures.locator64], [4, 0], [8, offset + size], [4, 1]))
}

function flagsFor(name: string): number {
  // Plain ASCII names carry no flag, so that `file` and older tools know the container by its first bytes.
  return /^[\x20-\x7e]*$/.test(name) ? 0 : UTF8_NAME
}

/** A container in memory: every entry stored, in the order given. */
export function packContainer(
  entries: readonly { readonly name: string; readonly bytes: Uint8Array }[],
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
  return joinBytes([...parts, directoryBytes(stored, at)])
}
