import { closeSync, mkdirSync, openSync, readSync, writeFileSync, fstatSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'

const endRecord = 0x06054b50
const centralRecord = 0x02014b50

/**
 * Unpacks the entries that `rename` gives a new relative name; all others stay packed. Plain ZIP of less than
 * 4 GiB, stored or deflated. Throws on anything else, on a wrong checksum and on a name that leads out.
 */
export function unzip(archive, folder, rename) {
  const file = openSync(archive, 'r')
  try {
    for (const entry of directoryOf(file)) {
      const name = entry.name.endsWith('/') ? undefined : rename(entry.name)
      if (name !== undefined) writeEntry(file, entry, folder, name)
    }
  } finally {
    closeSync(file)
  }
}

function readAt(file, position, length) {
  const bytes = Buffer.alloc(length)
  for (let done = 0; done < length;) {
    const count = readSync(file, bytes, done, length - done, position + done)
    if (count === 0) throw new Error('the archive ends too early')
    done += count
  }
  return bytes
}

function directoryOf(file) {
  const size = fstatSync(file).size
  const tail = readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557))
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || tail.readUInt32LE(end) !== endRecord) throw new Error('not a ZIP archive')
  const directory = readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  const entries = []
  for (let at = 0; at < directory.length; at = entries[entries.length - 1].next) {
    if (directory.readUInt32LE(at) !== centralRecord) throw new Error('damaged ZIP directory')
    entries.push(entryAt(directory, at))
  }
  return entries
}

function entryAt(directory, at) {
  const nameLength = directory.readUInt16LE(at + 28)
  return {
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    packed: directory.readUInt32LE(at + 20),
    mode: directory.readUInt16LE(at + 40) & 0o777,
    offset: directory.readUInt32LE(at + 42),
    name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    next: at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32),
  }
}

function writeEntry(file, entry, folder, name) {
  if (name.split(/[\\/]/).includes('..')) throw new Error(`the name ${name} leads out of the archive`)
  const local = readAt(file, entry.offset, 30)
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  const packed = readAt(file, start, entry.packed)
  const bytes = entry.method === 0 ? packed : inflateRawSync(packed)
  if (crc32(bytes) !== entry.crc) throw new Error(`wrong checksum of ${entry.name}`)
  const target = join(folder, name)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, bytes, { mode: entry.mode === 0 ? 0o644 : entry.mode })
}
