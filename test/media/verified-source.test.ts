import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BrokenChunkError, verifiedSource } from '../../main/media/verified-source.ts'
import { sourceOf, type ByteSource } from '../../main/core/bytes.ts'
import { countedBytes, flipped, sealedClip, sha256 } from '../support/sealed-clip.ts'

const bytes = countedBytes(1000)

test('any range of an intact clip reads as it was sealed, however it is cut', async () => {
  const clip = sealedClip(bytes, { chunkSize: 64 })
  const source = verifiedSource(clip, sha256, () => expect.unreachable())
  const range = fc
    .tuple(fc.nat(1000), fc.nat(1000))
    .map(([a, b]) => [Math.min(a, b), Math.abs(a - b)] as const)
  await fc.assert(
    fc.asyncProperty(range, async ([offset, length]) => {
      expect(await source.read(offset, length)).toEqual(bytes.slice(offset, offset + length))
    }),
  )
})

test('a flipped bit in a chunk keeps that chunk back, names it once, and leaves its neighbours readable', async () => {
  const named: number[] = []
  const clip = sealedClip(bytes, { chunkSize: 64, found: flipped(bytes, 3 * 64) })
  const source = verifiedSource(clip, sha256, (chunk) => named.push(chunk))
  await expect(source.read(150, 100)).rejects.toEqual(new BrokenChunkError(3))
  await expect(source.read(255, 1)).rejects.toThrow(BrokenChunkError)
  expect(await source.readChunk(3)).toBeUndefined()
  expect(await source.read(128, 64)).toEqual(bytes.slice(128, 192))
  expect(await source.read(256, 744)).toEqual(bytes.slice(256))
  expect(named).toEqual([3])
})

test('every single flipped bit is kept back', async () => {
  const small = countedBytes(40)
  for (let bit = 0; bit < 320; bit++) {
    const clip = sealedClip(small, { chunkSize: 16, found: flipped(small, bit >> 3, 1 << (bit & 7)) })
    const source = verifiedSource(clip, sha256, () => undefined)
    await expect(source.read(0, 40)).rejects.toEqual(new BrokenChunkError(bit >> 7))
  }
})

test('a chunk without a sealed hash is never handed on', async () => {
  const empty = { count: 0, of: () => undefined }
  const clip = { ...sealedClip(bytes, { chunkSize: 64 }), chunkHashes: () => Promise.resolve(empty) }
  const source = verifiedSource(clip, sha256, () => undefined)
  expect(await source.readChunk(0)).toBeUndefined()
})

test('as long as the sealed list is not there, no chunk is handed on, and none is called broken', async () => {
  const clip = { ...sealedClip(bytes, { chunkSize: 64 }), chunkHashes: () => Promise.resolve(undefined) }
  const source = verifiedSource(clip, sha256, () => expect.unreachable())
  await expect(source.read(0, 10)).rejects.toEqual(new BrokenChunkError(0))
})

test('a read that fails is no verdict: the next attempt reads again', async () => {
  let away = true
  const medium: ByteSource = {
    size: bytes.length,
    read: (offset, length) =>
      away ? Promise.reject(new Error('removed')) : sourceOf(bytes).read(offset, length),
  }
  const source = verifiedSource(sealedClip(bytes, { chunkSize: 64, bytes: medium }), sha256, () =>
    expect.unreachable(),
  )
  await expect(source.read(0, 10)).rejects.toThrow('removed')
  away = false
  expect(await source.read(0, 10)).toEqual(bytes.slice(0, 10))
})
