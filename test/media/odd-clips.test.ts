import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import { stampOf } from '../../main/core/clip/frame-table.ts'
import { indexClip } from '../../main/media/frame-index.ts'
import { probeFrames, probeStream } from '../support/coded-clips.ts'
import { oddClips } from '../support/odd-clips.ts'

describe.each(oddClips())('$name', ({ path }) => {
  test('is counted as ffprobe counts it, each frame with the stamp that stands in the file', async () => {
    const indexed = await indexClip(sourceOf(new Uint8Array(readFileSync(path))))
    if (!indexed.ok) throw new Error(indexed.failure.code)
    const table = indexed.value
    const { codec, width, height, timeBase } = table
    expect({ codec, width, height, timeBase: `${timeBase.num}/${timeBase.den}` }).toEqual(probeStream(path))
    const stamps = Array.from(table.pts, (_, frame) => stampOf(table, frame))
    expect(stamps).toEqual(probeFrames(path).map(({ pts }) => pts))
  })
})
