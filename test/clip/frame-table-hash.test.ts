import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import { indexClip } from '../../main/media/frame-index.ts'
import { codedClip, codedClips, probeFrames, probePlaces, probeStream } from '../support/coded-clips.ts'

test('a second hand gets the same table hash from what ffprobe says and the written format', async () => {
  const clip = codedClips.find(({ file }) => file === 'b-frames.mp4')
  const path = clip ? codedClip(clip) : ''
  const { codec, width, height, timeBase } = probeStream(path)
  const frames = probeFrames(path)
  const places = probePlaces(path)
  const inDecodeOrder = places.map(({ offset }) => offset).toSorted((a, b) => a - b)
  // 48 pictures, 25 a second: the last one ends a frame after it begins.
  const end = (frames.at(-1)?.pts ?? 0) + 512
  const hash = createHash('sha256')
  hash.update(`asservat-frames/1 ${codec} ${width}x${height} ${timeBase} ${frames.length} ${end}\n`)
  frames.forEach(({ pts, key }, frame) => {
    const row = Buffer.alloc(28)
    row.writeBigInt64BE(BigInt(pts), 0)
    row.writeBigUInt64BE(BigInt(places[frame]?.offset ?? 0), 8)
    row.writeUInt32BE(places[frame]?.size ?? 0, 16)
    row.writeUInt32BE(inDecodeOrder.indexOf(places[frame]?.offset ?? 0), 20)
    row.writeUInt32BE(key ? 1 : 0, 24)
    hash.update(row)
  })
  const table = await indexClip(sourceOf(new Uint8Array(readFileSync(path))))
  expect(table.ok && table.value.sha256).toBe(hash.digest('hex'))
})
