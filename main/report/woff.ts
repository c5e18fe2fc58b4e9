import { inflateSync } from 'node:zlib'

/** Tables of a TrueType font by tag. */
export type FontTables = ReadonlyMap<string, Uint8Array>

/** The tables of a WOFF 1 file (W3C WOFF 1.0, clauses 4 and 5); throws on anything else: the file is our own. */
export function tablesOfWoff(woff: Uint8Array): FontTables {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength)
  if (view.getUint32(0) !== 0x774f4646) throw new TypeError('not a WOFF file')
  const count = view.getUint16(12)
  const tables = Array.from({ length: count }, (_, index) => {
    const at = 44 + 20 * index
    const tag = String.fromCharCode(...woff.subarray(at, at + 4))
    const [offset, packed, size] = [view.getUint32(at + 4), view.getUint32(at + 8), view.getUint32(at + 12)]
    const bytes = woff.subarray(offset, offset + packed)
    return [tag, packed < size ? new Uint8Array(inflateSync(bytes)) : bytes] as const
  })
  return new Map(tables)
}

/** A TrueType file of these tables, in the order of their tags; checksums are computed. */
export function printTrueType(tables: FontTables): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  const padded = (size: number) => (size + 3) & ~3
  const start = 12 + 16 * sorted.length
  const file = new Uint8Array(sorted.reduce((sum, [, bytes]) => sum + padded(bytes.length), start))
  const view = new DataView(file.buffer)
  writeHeader(view, sorted.length)
  let at = start
  sorted.forEach(([tag, bytes], index) => {
    file.set(bytes, at)
    const entry = 12 + 16 * index
    file.set(
      [...tag].map((letter) => letter.charCodeAt(0)),
      entry,
    )
    view.setUint32(entry + 4, checksum(view, at, padded(bytes.length)))
    view.setUint32(entry + 8, at)
    view.setUint32(entry + 12, bytes.length)
    at += padded(bytes.length)
  })
  return file
}

function writeHeader(view: DataView, count: number): void {
  const power = 2 ** Math.floor(Math.log2(count))
  view.setUint32(0, 0x00010000)
  view.setUint16(4, count)
  view.setUint16(6, 16 * power)
  view.setUint16(8, Math.log2(power))
  view.setUint16(10, 16 * (count - power))
}

function checksum(view: DataView, at: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i += 4) sum = (sum + view.getUint32(at + i)) >>> 0
  return sum
}
