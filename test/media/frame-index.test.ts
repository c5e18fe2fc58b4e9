import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import { indexClip } from '../../main/media/frame-index.ts'
import { codedClip, codedClips, probeFrames, probePlaces, probeStream } from '../support/coded-clips.ts'

async function tableOf(path: string): Promise<FrameTable> {
  const table = await indexClip(sourceOf(new Uint8Array(readFileSync(path))))
  if (!table.ok) throw new Error(table.failure.code)
  return table.value
}

describe.each(codedClips)(
  '$name',
  (clip) => {
    const path = codedClip(clip)

    test('is counted as ffprobe counts it: every frame, its time in whole ticks, its key mark', async () => {
      const table = await tableOf(path)
      const { codec, width, height, timeBase } = table
      expect({ codec, width, height, timeBase: `${timeBase.num}/${timeBase.den}` }).toEqual(probeStream(path))
      const ours = Array.from(table.pts, (pts, frame) => ({ pts, key: table.key[frame] === 1 }))
      const theirs = probeFrames(path)
      const sorted = table.order === 'bitstream' ? theirs.toSorted((a, b) => a.pts - b.pts) : theirs
      expect(ours.map(({ pts }) => pts)).toEqual(sorted.map(({ pts }) => pts))
      expect(ours.map(({ key }) => key)).toEqual(theirs.map(({ key }) => key))
    })

    test('each frame is the very sample that ffprobe decodes it from', async () => {
      const table = await tableOf(path)
      const places = probePlaces(path)
      // Matroska: ffprobe names where the block begins, so its sizes must tell; transport streams: where the packet does.
      const matroska = /\.(mkv|webm)$/.test(path)
      const ours = Array.from(table.offset, (offset, frame) => (matroska ? table.size[frame] : offset))
      expect(ours).toEqual(places.map(({ offset, size }) => (matroska ? size : offset)))
    })
  },
  30_000,
)
