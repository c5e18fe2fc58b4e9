import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { planesByFfmpeg } from '../support/coded-clips.ts'
import { oddClips } from '../support/odd-clips.ts'
import { noSandboxReason, openStage, type OpenStage } from '../support/player-stage/open-stage.ts'

const clips = oddClips().map((clip, i) => ({ ...clip, number: i + 1 }))
let stage: OpenStage

beforeAll(async () => {
  if (noSandboxReason === undefined) stage = await openStage(clips)
})
afterAll(() => (noSandboxReason === undefined ? stage.close() : undefined))
beforeEach(({ skip }) => skip(noSandboxReason !== undefined, noSandboxReason))

describe.each(clips)('$name', ({ number, path, size }) => {
  test('each frame, on and here and there, is bit for bit the picture that ffmpeg shows there', async () => {
    const full = path.endsWith('odd-range.mp4')
    const expected = planesByFfmpeg(path, size, full ? 'yuvj420p' : 'yuv420p')
    const on = expected.map((_, frame) => frame).filter((frame) => frame % 2 === 0)
    const jumps = expected.map((_, i) => (i * 31 + 17) % expected.length).slice(0, 8)
    const found = await stage.run((page, [clip, frames]) => page.hashes(clip, frames), [
      number,
      [...on, ...jumps],
    ] as const)
    expect(found).toEqual([...on, ...jumps].map((frame) => expected[frame]))
  })
})
