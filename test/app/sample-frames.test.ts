import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { planesByFfmpeg } from '../support/coded-clips.ts'
import { root } from '../support/checkout.ts'
import { noSandboxReason, openStage, type OpenStage } from '../support/player-stage/open-stage.ts'

const folder = join(root, 'build', 'test-clips')
const box = join(root, '..', 'shared', 'samples', 'handheld-box.mp4')
const sampleClips = [1, 2, 3].map((number) => ({
  number,
  path: join(folder, `sample-${number}.mp4`),
  mediaType: 'video/mp4',
}))
let stage: OpenStage

beforeAll(async () => {
  if (noSandboxReason !== undefined) return
  mkdirSync(folder, { recursive: true })
  const bundle = join(root, 'resources', 'sample', 'sample.asice')
  for (const { number, path } of sampleClips) {
    // A second tool takes the clips out: what is stepped through is what stands in the container.
    writeFileSync(
      path,
      execFileSync('unzip', ['-p', bundle, `clips/000${number}.mp4`], { maxBuffer: 1 << 26 }),
    )
  }
  stage = await openStage([
    ...sampleClips,
    ...(existsSync(box) ? [{ path: box, mediaType: 'video/mp4' }] : []),
  ])
})
afterAll(() => (noSandboxReason === undefined ? stage.close() : undefined))
beforeEach(({ skip }) => skip(noSandboxReason !== undefined, noSandboxReason))

const fifty = Array.from({ length: 50 }, (_, i) => i)

describe.each(sampleClips.slice(0, 2))('camera $number of the sample case', ({ number }) => {
  test('fifty frames on and fifty back show the numbers burnt into them, with the keys held down', async () => {
    const seen = await stage.run(async (page, clip) => {
      await page.open(clip)
      const shown: (readonly [number | undefined, number | undefined])[] = []
      const end = page.player.subscribe(() => {
        const { frame } = page.player.state()
        if (frame !== shown.at(-1)?.[0]) shown.push([frame, page.displayed()])
      })
      await Promise.all(Array.from({ length: 50 }, () => page.player.stepBy(1)))
      await Promise.all(Array.from({ length: 50 }, () => page.player.stepBy(-1)))
      end()
      return shown
    }, number)
    const onAndBack = [0, ...fifty.map((i) => i + 1), ...fifty.toReversed()]
    expect(seen).toEqual(onAndBack.map((frame) => [frame, frame]))
  })
})

test('the real recording of the sample case is stepped through bit for bit as ffmpeg decodes it', async () => {
  const { number, path } = sampleClips[2] ?? { number: 0, path: '' }
  const found = await stage.run(
    (page, [clip, frames]) => page.hashes(clip, [...frames, ...frames.toReversed()]),
    [number, fifty] as const,
  )
  const expected = planesByFfmpeg(path, [640, 480])
  expect(found).toEqual([...fifty, ...fifty.toReversed()].map((frame) => expected[frame]))
})

test.skipIf(!existsSync(box))(
  'a recording whose reorder data was lost is shown in the order of its pictures, all 455 of them (needs the shared samples)',
  async () => {
    const expected = planesByFfmpeg(box, [640, 480])
    const frames = expected.map((_, frame) => frame)
    const found = await stage.run((page, wanted) => page.hashes(4, wanted), frames)
    expect(found.length).toBe(455)
    expect(found).toEqual(expected)
  },
)
