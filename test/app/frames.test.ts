import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codedClip, codedClips, shownByFfmpeg } from '../support/coded-clips.ts'
import { openStage, type OpenStage } from '../support/player-stage/open-stage.ts'

let stage: OpenStage

beforeAll(async () => {
  stage = await openStage(codedClips.map((clip) => ({ path: codedClip(clip), mediaType: clip.mediaType })))
})
afterAll(() => stage.close())

describe.each(codedClips.map((clip, i) => ({ ...clip, number: i + 1 })))('$name', (clip) => {
  test('every frame forward, back and at random shows the picture that ffmpeg shows there', async () => {
    const expected = shownByFfmpeg(codedClip(clip), clip.size)
    const seen = await stage.run(async (page, number) => {
      const count = await page.open(number)
      const forward = [],
        back = [],
        random = []
      for (let frame = 0; frame < count; frame++) {
        await page.player.showFrame(frame)
        forward.push(page.player.state().frame === frame ? page.displayed() : -1)
      }
      for (let frame = count - 1; frame >= 0; frame--) {
        if (frame < count - 1) await page.player.stepBy(-1)
        back.push(page.player.state().frame === frame ? page.displayed() : -1)
      }
      for (let i = 0; i < 12; i++) {
        const frame = (i * 17 + 5) % count
        await page.player.showFrame(frame)
        random.push([frame, await page.grabbed()])
      }
      return { forward, back: back.toReversed(), random }
    }, clip.number)
    expect(seen.forward).toEqual(expected)
    expect(seen.back).toEqual(expected)
    expect(seen.random).toEqual(seen.random.map(([frame]) => [frame, expected[frame ?? -1]]))
  })
})
