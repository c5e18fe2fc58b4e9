import { crc32 as zlibCrc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { crc32, joinCrc } from '../../main/core/container/crc32.ts'
import { countedBytes } from '../support/sealed-clip.ts'

const bytes = countedBytes(5000)

test('the CRC is the one that zlib computes', () => {
  expect(crc32(bytes)).toBe(zlibCrc32(bytes))
})

test('wherever bytes are cut, the CRCs of the parts make the CRC of the whole', () => {
  for (const cut of [0, 1, 7, 8, 255, 256, 2500, 4096, 4999, 5000]) {
    const [first, second] = [bytes.subarray(0, cut), bytes.subarray(cut)]
    expect(joinCrc(crc32(first), crc32(second), second.length)).toBe(crc32(bytes))
  }
})
