import { expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import {
  chunkListPath,
  ChunkListReader,
  isChunkSize,
  parseChunkList,
  printChunkList,
} from '../../main/core/chunks/chunk-list.ts'

const hashes = [0, 127, 255].map((byte) => new Uint8Array(32).fill(byte))
const list = Buffer.from(printChunkList(hashes)).toString()

test('a printed list reads back hash by hash', () => {
  const read = parseChunkList(utf8(list), 3)
  expect([0, 1, 2, 3].map((chunk) => read?.of(chunk))).toEqual([...hashes, undefined])
  expect(parseChunkList(new Uint8Array(), 0)?.count).toBe(0)
})

test('a list reads the same in whatever parts it comes', () => {
  for (const size of [1, 7, 64, 65, 66, 130]) {
    const reader = new ChunkListReader(3)
    for (let at = 0; at < list.length; at += size) reader.take(utf8(list.slice(at, at + size)))
    expect(reader.finish()?.of(1)).toEqual(hashes[1])
  }
})

test.each([
  ['one line more', `${list}${'0'.repeat(64)}\n`],
  ['one line less', list.slice(65)],
  ['upper case', list.toUpperCase()],
  ['carriage returns', list.replaceAll('\n', '\r')],
  ['no end of line', list.slice(0, -1)],
  ['a letter beyond f', list.replace('7', 'g')],
  ['a byte beyond ASCII', list.replace('7', '\u00e9')],
])('a list with %s is no list', (_, text) => {
  expect(parseChunkList(utf8(text), 3)).toBeUndefined()
})

test('chunk sizes are powers of two between 64 KiB and 16 MiB', () => {
  const sizes = [0, 1, 32768, 65536, 100_000, 262_144, 16_777_216, 33_554_432, NaN]
  expect(sizes.filter(isChunkSize)).toEqual([65536, 262_144, 16_777_216])
  expect(chunkListPath('clips/0001.mp4', 262_144)).toBe('clips/0001.mp4.sha256-256K')
})
