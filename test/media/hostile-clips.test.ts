import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import { indexClip } from '../../main/media/frame-index.ts'
import { codedClip, codedClips } from '../support/coded-clips.ts'

const kinds = ['b-frames.mp4', 'fragmented.mp4', 'no-reorder.mp4', 'sound.mkv', 'vp8.webm', 'clip.ts']
const clips = codedClips.filter(({ file }) => kinds.includes(file))

/** What any table promises, whatever it was read from. */
function unsound(table: FrameTable): string[] {
  const { pts, key, offset, size, sample } = table
  const columns = [key, offset, size, sample].every((column) => column.length === pts.length)
  const rising = pts.every((at, i) => i === 0 || at >= (pts[i - 1] ?? 0))
  const whole = [...pts, ...offset, table.end].every(Number.isSafeInteger)
  return [columns ? '' : 'columns', rising ? '' : 'order', whole ? '' : 'numbers'].filter(
    (fault) => fault !== '',
  )
}

async function judge(bytes: Uint8Array): Promise<string[]> {
  const table = await indexClip(sourceOf(bytes), { name: 'c' })
  if (table.ok) return unsound(table.value)
  return table.failure.code === 'clip.notDecodable' ? [] : [table.failure.code]
}

describe.each(clips)('$name', (clip) => {
  const bytes = new Uint8Array(readFileSync(codedClip(clip)))
  // Tables stand at the front or the back; between them lie pictures that the index does not look at.
  const place = fc.oneof(
    fc.nat(Math.min(4000, bytes.length - 1)),
    fc.nat(bytes.length - 1),
    fc.integer({ min: Math.max(0, bytes.length - 4000), max: bytes.length - 1 }),
  )

  test('with bytes changed anywhere it is counted soundly or refused, never thrown upon', async () => {
    const change = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(change, async (changes) => {
        const changed = bytes.slice()
        for (const [at, value] of changes) changed[at] = value
        expect(await judge(changed)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('cut short anywhere it is counted soundly or refused', async () => {
    await fc.assert(
      fc.asyncProperty(place, async (length) => {
        expect(await judge(bytes.slice(0, length))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

test('what is no recording at all is refused with what it seems to be', async () => {
  const avi =
    'RIFF\0\0\0\0AVI LIST\0\0\0\0hdrlstrh\0\0\0\0vidsDIV3strf\x28\0\0\0\x28\0\0\0\0\0\0\0\0\0\0\0\x01\0\x18\0DIV3'
  const codecs = []
  for (const text of ['', 'hello', avi, '\0\0\x01\xba....', '<html></html>']) {
    const table = await indexClip(sourceOf(Uint8Array.from(text, (letter) => letter.charCodeAt(0))), {
      name: 'c',
    })
    codecs.push(table.ok ? 'counted' : table.failure)
  }
  const refused = (codec: string) => ({ code: 'clip.notDecodable', clip: 'c', codec })
  expect(codecs).toEqual([
    refused('unknown'),
    refused('unknown'),
    refused('msmpeg4v3'),
    refused('mpeg2video'),
    refused('unknown'),
  ])
})
