import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { benchClip, benchClips, type BenchClip } from '../support/bench-clips.ts'
import { root } from '../support/checkout.ts'
import { asUser } from '../support/launch-app.ts'
import { mpvVersion, openMpv } from '../support/mpv-player.ts'
import { noSandboxReason, openStage, type OpenStage } from '../support/player-stage/open-stage.ts'
import { startDisplay, type Display } from '../support/virtual-display.ts'

/** Milliseconds of which half and all but one in twenty acts took no more. */
interface Times {
  readonly p50: number
  readonly p95: number
}

const measured: Record<string, unknown> = {}
let stage: OpenStage
let display: Display

beforeAll(async () => {
  if (noSandboxReason !== undefined) return
  display = await startDisplay(asUser)
  stage = await openStage(benchClips.map((clip) => ({ path: benchClip(clip), mediaType: 'video/mp4' })))
}, 600_000)
afterAll(async () => {
  if (noSandboxReason !== undefined) return
  await stage.close()
  display.stop()
  writeFileSync(join(root, 'build', 'bench-frames.json'), `${JSON.stringify(measured, null, 2)}\n`)
})

beforeEach(({ skip }) => skip(noSandboxReason !== undefined, noSandboxReason))

function times(values: readonly number[]): Times {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number): number => Math.round((sorted[Math.floor(sorted.length * part)] ?? 0) * 10) / 10
  return { p50: at(0.5), p95: at(0.95) }
}

/** Ten steps a second, as a held key gives them, and the number read from each picture. */
function steps(number: number, count: number, direction: 1 | -1, from: number) {
  return stage.run(
    async (page, given) => {
      await page.open(given.number)
      await page.player.showFrame(given.from)
      let wrong = 0
      const taken = await page.timed(
        given.count,
        async (player, i) => {
          await player.stepBy(given.direction)
          if (page.displayed() !== given.from + (i + 1) * given.direction) wrong++
        },
        100,
      )
      return { taken, wrong }
    },
    { number, count, direction, from },
  )
}

const limits = (clip: BenchClip): number => (clip.height > 1080 ? 120 : 50)

describe.each(benchClips.map((clip, i) => ({ ...clip, number: i + 1 })))('$name', (clip) => {
  const frames = clip.seconds * 30

  test('a step takes no longer than the bar either way, and none is wrong', async () => {
    const on = await steps(clip.number, 120, 1, 20)
    const back = await steps(clip.number, 120, -1, Math.min(frames - 10, 200))
    measured[`${clip.name}, step`] = {
      forward: times(on.taken),
      back: times(back.taken),
      wrong: on.wrong + back.wrong,
    }
    expect([on.wrong, back.wrong]).toEqual([0, 0])
    expect(times(on.taken).p95).toBeLessThanOrEqual(limits(clip))
    expect(times(back.taken).p95).toBeLessThanOrEqual(limits(clip))
  })

  test('a random seek takes at most a fifth longer than that of a video element', async () => {
    const { engine, video, wrong } = await stage.run(
      async (page, { number, count }) => {
        await page.open(number)
        const targets = Array.from({ length: 20 }, (_, i) => (i * 7919 + 13) % count)
        let missed = 0
        const ours = await page.timed(
          targets.length,
          async (player, i) => {
            await player.showFrame(targets[i] ?? 0)
            if (page.displayed() !== targets[i]) missed++
          },
          300,
        )
        return { engine: ours, video: await page.videoSeeks(number, targets), wrong: missed }
      },
      { number: clip.number, count: frames },
    )
    measured[`${clip.name}, random seek`] = { engine: times(engine), video: times(video), wrong }
    expect(wrong).toBe(0)
    expect(times(engine).p95).toBeLessThanOrEqual(times(video).p95 * 1.2)
  })

  test.skipIf(!mpvVersion)('a step back is ten times faster than that of mpv', async () => {
    const mpv = await openMpv(benchClip(clip), Math.min(clip.seconds - 1, 6), display.name)
    const theirs = []
    for (let i = 0; i < 12; i++) theirs.push(await mpv.step('frame-back-step'))
    mpv.close()
    const ours = await steps(clip.number, 60, -1, Math.min(frames - 10, 180))
    measured[`${clip.name}, step back against ${mpvVersion}`] = {
      engine: times(ours.taken),
      mpv: times(theirs),
    }
    expect(times(ours.taken).p95 * 10).toBeLessThanOrEqual(times(theirs).p95)
  })
})

test('four cameras step together no slower than the bar, and each shows its own frame', async () => {
  const { times: taken, wrong } = await stage.run(
    (page, { clips, count }) => page.cameras(clips, 70, count, 200),
    { clips: [1, 2, 1, 2], count: 60 },
  )
  measured['four cameras 1080p30, locked step'] = { ...times(taken), wrong }
  expect(wrong).toBe(0)
  expect(times(taken).p95).toBeLessThanOrEqual(150)
})
