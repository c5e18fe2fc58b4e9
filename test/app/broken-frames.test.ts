import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import { framesTouching } from '../../main/core/clip/decode-order.ts'
import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import { indexClip } from '../../main/media/frame-index.ts'
import { codedClip, codedClips, shownByFfmpeg } from '../support/coded-clips.ts'
import { noSandboxReason, openStage, type OpenStage } from '../support/player-stage/open-stage.ts'
import { stageChunk } from '../support/player-stage/stage-chunk.ts'

const clips = codedClips
  .filter(({ file }) => ['baseline.mp4', 'b-frames.mp4', 'open-gop.mp4'].includes(file))
  .map((clip, i) => ({ ...clip, number: i + 1, path: codedClip(clip) }))
let stage: OpenStage

/** The middle of the sample that a frame in the second third is decoded from. */
async function flawOf(path: string): Promise<{ at: number; from: number; to: number; table: FrameTable }> {
  const indexed = await indexClip(sourceOf(new Uint8Array(readFileSync(path))))
  if (!indexed.ok) throw new Error(indexed.failure.code)
  const table = indexed.value
  const at = (table.offset[20] ?? 0) + Math.floor((table.size[20] ?? 0) / 2)
  const chunk = Math.floor(at / stageChunk)
  const frames = framesTouching(table, chunk * stageChunk, stageChunk)
  if (!frames) throw new Error('the flaw touches no frame')
  return { at, ...frames, table }
}

beforeAll(async () => {
  if (noSandboxReason !== undefined) return
  const flawed = await Promise.all(
    clips.map(async (clip) => ({ ...clip, flip: [(await flawOf(clip.path)).at] })),
  )
  stage = await openStage(flawed)
})
afterAll(() => (noSandboxReason === undefined ? stage.close() : undefined))
beforeEach(({ skip }) => skip(noSandboxReason !== undefined, noSandboxReason))

describe.each(clips)('$name with one byte changed after sealing', (clip) => {
  test("frames that lean on the broken chunk are not shown, all others are, and none in another's place", async () => {
    const flaw = await flawOf(clip.path)
    const expected = shownByFfmpeg(clip.path, clip.size)
    const seen = await stage.run(async (page, number) => {
      const count = await page.open(number)
      const walk = async (frames: readonly number[]) => {
        const found = []
        for (const frame of frames) {
          await page.player.showFrame(frame)
          const { frame: shown, trouble } = page.player.state()
          found.push(
            shown === undefined ? { trouble: trouble?.kind, picture: page.displayed() } : page.displayed(),
          )
        }
        return found
      }
      const all = Array.from({ length: count }, (_, frame) => frame)
      return { forward: await walk(all), back: (await walk(all.toReversed())).toReversed() }
    }, clip.number)
    expect(seen.back).toEqual(seen.forward)
    const missing = seen.forward.flatMap((one, frame) => (typeof one === 'number' ? [] : [frame]))
    expect(missing).toContain(20)
    // In open groups only the first picture lets Chromium's decoder begin anew: all behind the flaw is lost to it.
    const last = clip.file === 'open-gop.mp4' ? Infinity : flaw.to
    expect(missing.filter((frame) => frame < flaw.from || frame > last)).toEqual([])
    expect(seen.forward).toEqual(
      expected.map((code, frame) => (missing.includes(frame) ? { trouble: 'brokenChunk' } : code)),
    )
  })
})

/** Behind a flaw in open groups there is nothing left to play. */
const playable = clips.filter(({ file }) => file !== 'open-gop.mp4')

describe.each(playable)('$name with one byte changed after sealing', (clip) => {
  test('playing stops before the broken frames with their numbers, and goes on behind them', async () => {
    const flaw = await flawOf(clip.path)
    const seen = await stage.run(
      async (page, { number, from, to }) => {
        const count = await page.open(number)
        page.player.markBroken({ from, to })
        const before = await page.watched(3000)
        const stopped = page.player.state()
        await page.player.showFrame(to + 1)
        const after = to + 2 < count ? await page.watched(500) : []
        return {
          last: before.at(-1)?.[0] ?? -1,
          stopped: [stopped.playing, stopped.trouble],
          after: after.length,
        }
      },
      { number: clip.number, from: flaw.from, to: flaw.to },
    )
    expect(seen.stopped).toEqual([false, { kind: 'brokenChunk', from: flaw.from, to: flaw.to }])
    expect(seen.last).toBeLessThan(flaw.to)
    if (flaw.to + 2 < flaw.table.pts.length) expect(seen.after).toBeGreaterThan(0)
  })
})
