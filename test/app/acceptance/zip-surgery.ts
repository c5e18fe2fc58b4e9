import { deflateRawSync } from 'node:zlib'

/** One stored entry as it lies in the file. */
export interface ZipEntry {
  readonly name: string
  readonly data: Buffer
}

/** An entry as it is to be written; the odd members are what an attacker would set. */
export interface WrittenEntry extends ZipEntry {
  readonly localName?: string
  readonly deflate?: boolean
  readonly attributes?: number
}

const table = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** Reads the entries of a small stored ZIP by its central directory. */
export function entriesOf(zip: Buffer): ZipEntry[] {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  const entries: ZipEntry[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28))
    const data = dataStart(zip, zip.readUInt32LE(at + 42))
    entries.push({ name, data: zip.subarray(data, data + zip.readUInt32LE(at + 20)) })
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

function dataStart(zip: Buffer, header: number): number {
  return header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
}

/** Writes the entries in the very layout that sealed bundles have, so that only the attack differs. */
export function zipOf(entries: readonly WrittenEntry[], comment = ''): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const localName = Buffer.from(entry.localName ?? entry.name)
    const data = entry.deflate ? deflateRawSync(entry.data) : entry.data
    const shared = sharedHeader(entry, data)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, number16(localName.length), number16(0)])
    directory.push(centralHeader(shared, name, offset, entry.attributes ?? 0))
    parts.push(local, localName, data)
    offset += local.length + localName.length + data.length
  }
  return Buffer.concat([...parts, ...directory, endOf(directory, offset, comment)])
}

function sharedHeader({ data, deflate }: WrittenEntry, written: Buffer): Buffer {
  const method = deflate ? 8 : 0
  const sizes = [crc32(data), written.length, data.length]
  return Buffer.concat([...[10, 0, method, 0, 0x21].map(number16), ...sizes.map(number32)])
}

function centralHeader(shared: Buffer, name: Buffer, offset: number, attributes: number): Buffer {
  const madeBy = attributes === 0 ? 10 : 0x30a
  const lengths = [name.length, 0, 0, 0, 0].map(number16)
  const head = [Buffer.from('PK\x01\x02'), number16(madeBy), shared, ...lengths]
  return Buffer.concat([...head, number32(attributes), number32(offset), name])
}

function endOf(directory: readonly Buffer[], offset: number, comment: string): Buffer {
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const counts = [0, 0, directory.length, directory.length].map(number16)
  const tail = [number32(size), number32(offset), number16(comment.length), Buffer.from(comment)]
  return Buffer.concat([Buffer.from('PK\x05\x06'), ...counts, ...tail])
}

function number16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
