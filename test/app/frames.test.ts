import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codedClip, codedClips, planesByFfmpeg, shownByFfmpeg } from '../support/coded-clips.ts'
import { noSandboxReason, openStage, type OpenStage } from '../support/player-stage/open-stage.ts'

const clips = codedClips.map((clip, i) => ({ ...clip, number: i + 1, path: codedClip(clip) }))
let stage: OpenStage

beforeAll(async () => {
  if (noSandboxReason !== undefined) return
  stage = await openStage(clips)
})
afterAll(() => (noSandboxReason === undefined ? stage.close() : undefined))
beforeEach(({ skip }) => skip(noSandboxReason !== undefined, noSandboxReason))

describe.each(clips)('$name', (clip) => {
  test('every frame forward, back and at random shows the picture that ffmpeg shows there', async () => {
    const expected = shownByFfmpeg(clip.path, clip.size)
    const seen = await stage.run(async (page, number) => {
      const count = await page.open(number)
      const forward = []
      const back = []
      const random = []
      for (let frame = 0; frame < count; frame++) {
        await page.player.showFrame(frame)
        forward.push(page.player.state().frame === frame ? page.displayed() : -1)
      }
      for (let frame = count - 1; frame >= 0; frame--) {
        if (frame < count - 1) await page.player.stepBy(-1)
        back.push(page.player.state().frame === frame ? page.displayed() : -1)
      }
      for (let i = 0; i < Math.min(8, count / 4); i++) {
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

  test('the decoded planes are bit for bit those of ffmpeg', async () => {
    const expected = planesByFfmpeg(clip.path, clip.size)
    const frames = expected.map((_, frame) => frame).filter((frame) => frame % 5 === 0)
    const found = await stage.run((page, [number, wanted]) => page.hashes(number, wanted), [
      clip.number,
      frames,
    ] as const)
    expect(found).toEqual(frames.map((frame) => expected[frame]))
  })

  test('while it plays the number beside the picture is the one burnt into it', async () => {
    const expected = shownByFfmpeg(clip.path, clip.size)
    const seen = await stage.run(
      async (page, { number, patience }) => {
        const count = await page.open(number)
        const start = await page.watched(patience)
        await page.player.showFrame(Math.floor(count / 2))
        return [...start, ...(await page.watched(patience))]
      },
      { number: clip.number, patience: clip.size[0] > 1920 ? 2500 : 400 },
    )
    // On a busy machine the page hears of a picture only when the next is there: late is possible, ahead is not.
    const lags = seen.map(([frame, code]) => expected.indexOf(code) - frame)
    expect(seen.length).toBeGreaterThan(0)
    expect(lags.filter((lag) => lag < 0 || lag > 4)).toEqual([])
    expect(lags.filter((lag) => lag === 0).length * 2).toBeGreaterThanOrEqual(lags.length)
  })
})

test('a player that adds a frame length to the clock fails this very test', async () => {
  const wrong = []
  for (const clip of clips.filter(({ file }) => /^(varying|b-frames|late-start|edit-list)/.test(file))) {
    const expected = shownByFfmpeg(clip.path, clip.size).slice(0, 20)
    const seen = await stage.run((page, number) => page.naive(number, 20, 25), clip.number)
    wrong.push(seen.filter((code, i) => code !== expected[i]).length)
  }
  expect(Math.max(...wrong)).toBeGreaterThan(0)
})

test('the picture stands in the same place whether it plays or not, in its own shape', async () => {
  const places = []
  for (const file of ['b-frames.mp4', 'rotated.mp4', 'wide-pixels.mp4']) {
    const { number } = clips.find((clip) => clip.file === file) ?? { number: 0 }
    places.push(
      await stage.run(async (page, clip) => {
        await page.open(clip)
        await page.watched(300)
        return page.places()
      }, number),
    )
  }
  // The stage is 960 by 540: 16:9 upright, 9:16 turned, 16:9 with pixels of 16:11.
  const boxes = [
    [0, 0, 960, 540],
    [328, 0, 304, 540],
    [0, 84, 960, 371],
  ]
  expect(places).toEqual(boxes.map((box) => ({ playing: box, standing: box })))
})

test.each(['b-frames.mp4', 'clip.ts', 'sound.mkv'])(
  'in a loop %s goes round and round within its frames, and the number beside each is the one burnt into it',
  async (file) => {
    const { number } = clips.find((clip) => clip.file === file) ?? { number: 0 }
    const seen = await stage.run(async (page, clip) => {
      await page.open(clip)
      page.player.loop({ from: 20, to: 24 })
      await page.player.showFrame(20)
      const shown = await page.watched(2000)
      page.player.loop(undefined)
      return shown
    }, number)
    expect(seen.filter(([frame, code]) => frame !== code || frame < 20 || frame > 24)).toEqual([])
    const laps = seen.filter(([frame], i) => i > 0 && frame < (seen[i - 1]?.[0] ?? 0)).length
    expect(laps).toBeGreaterThan(2)
  },
)

test('two hundred engines opened and closed leave no picture alive and never hold more than their bound', async () => {
  const bound = 3_000_000
  const left = await stage.run((page, cacheBytes) => page.leaks(1, 200, cacheBytes), bound)
  expect(left.alive).toBe(0)
  expect(left.most).toBeGreaterThan(0)
  expect(left.most).toBeLessThanOrEqual(bound)
})
