import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { decodeOrderOf } from '../../main/core/clip/decode-order.ts'
import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import type { Bridge } from '../../preload/contract/workstation.ts'
import { coverageOfFrames } from '../../renderer/screens/review/coverage.ts'
import { keyFramesOf, keyPlaces } from '../../renderer/screens/review/key-frames.ts'
import { verifiedSpans } from '../../renderer/screens/review/timeline-scale.ts'
import { clipFacts } from '../support/case-views.ts'
import { root } from '../support/checkout.ts'
import { tableOf } from '../support/frame-tables.ts'
import { appTest } from '../support/launch-app.ts'
import { untilFrame, untilSealIsWhole } from '../support/window-driver.ts'

const annotations = 10_000
const openings = 500
const measured: Record<string, unknown> = {}
afterAll(() =>
  writeFileSync(join(root, 'build', 'bench-timeline.json'), `${JSON.stringify(measured, null, 2)}\n`),
)

/** Signs so many annotations all along the first clip, as the window does. */
function annotate(page: Page, count: number): Promise<number> {
  return page.evaluate(async (wanted) => {
    const { workstation } = window as unknown as { readonly workstation: Bridge }
    let signed = 0
    for (let at = 0; at < wanted; at++) {
      const from = (at * 37) % 590
      const to = at % 2 === 0 ? from : from + (at % 9)
      const category = ['approach', 'speech', 'transcript', 'vehicle'][at % 4] ?? 'other'
      const words = { kind: 'observation', category, text: `Beobachtung ${at}` } as const
      const answer = await workstation.annotate({ clip: 1, from, to, ...words })
      if (answer.ok) signed++
    }
    return signed
  }, count)
}

/** Times between paints while the timeline is moved at each of them, in milliseconds. */
function paintsWhileScrolling(page: Page, paints: number): Promise<number[]> {
  return page.evaluate(async (wanted) => {
    const lanes = document.querySelector('.lanes')
    if (!lanes) throw new Error('no timeline')
    const times: number[] = []
    let before = performance.now()
    for (let at = 0; at < wanted; at++) {
      const deltaX = Math.floor(at / 40) % 2 === 0 ? 14 : -14
      lanes.dispatchEvent(new WheelEvent('wheel', { deltaX, bubbles: true, cancelable: true }))
      await new Promise(requestAnimationFrame)
      const now = performance.now()
      times.push(now - before)
      before = now
    }
    return times.slice(5)
  }, paints)
}

/** All processes of the application together, in megabytes. */
function memoryOf(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ app: electron }) =>
    Math.round(electron.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0) / 1024),
  )
}

function percentiles(values: readonly number[]): { readonly p50: number; readonly p95: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number): number => Math.round((sorted[Math.floor(sorted.length * part)] ?? 0) * 10) / 10
  return { p50: at(0.5), p95: at(0.95) }
}

/** 25 frames a second, a key frame every two seconds, 20 GB in all. */
function longTable(frames: number): FrameTable {
  const size = Math.floor(20e9 / frames)
  const column = (of: (frame: number) => number): Float64Array =>
    Float64Array.from({ length: frames }, (_, at) => of(at))
  return {
    ...tableOf([0], [0]),
    timeBase: { num: 1, den: 12_800 },
    pts: column((frame) => frame * 512),
    key: Uint8Array.from({ length: frames }, (_, frame) => (frame % 50 === 0 ? 1 : 0)),
    offset: column((frame) => 4096 + frame * size),
    size: new Uint32Array(frames).fill(size),
    sample: Uint32Array.from({ length: frames }, (_, frame) => frame),
    end: frames * 512,
  }
}

test('what is drawn of a clip of eight hours and 20 GB is worked out within a second', () => {
  const frames = 8 * 3600 * 25
  const table = longTable(frames)
  const seen = Array.from({ length: 2_000 }, (_, at) => ({ from: at * 300, to: at * 300 + 120, rate: 1000 }))
  const clip = { ...clipFacts(1, 1, ''), chunkSize: 262_144, chunkCount: Math.ceil(20e9 / 262_144) }
  const keys = keyFramesOf(table)
  const view = { from: 0, to: 8 * 3600 }
  const timed = (act: () => unknown): number => {
    const begun = performance.now()
    act()
    return Math.round((performance.now() - begun) * 10) / 10
  }
  const took = {
    keys: timed(() => keyFramesOf(table)),
    places: timed(() => keyPlaces(table, keys, view, { width: 1000, picture: 70 })),
    coverage: timed(() => coverageOfFrames(frames, seen)),
    verified: timed(() => verifiedSpans(table, clip, [[0, 40_000]])),
    order: timed(() => decodeOrderOf(table)),
  }
  measured['eight hours'] = took
  expect(Object.values(took).reduce((sum, part) => sum + part)).toBeLessThan(1_000)
})

appTest(
  'clips opened and closed again and again leave no memory behind',
  { timeout: 900_000 },
  async ({ launch }) => {
    const { app, page } = await launch({ words: ['--sample'], limit: 900_000 })
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    const shown: number[] = []
    for (let at = 0; at < openings; at++) {
      const clip = ((at + 1) % 3) + 1
      for (const key of clip === 1 ? ['PageUp', 'PageUp'] : ['PageDown']) await page.keyboard.press(key)
      await page.locator(`[data-testid=frame][data-clip="${clip}"]`).waitFor({ timeout: 20_000 })
      if (at % 100 === 20) shown.push(await memoryOf(app))
    }
    shown.push(await memoryOf(app))
    measured['clips'] = { openings, megabytes: shown }
    const [first = 0] = shown
    expect(Math.max(...shown.slice(1)) - first).toBeLessThan(400)
  },
)

appTest(
  'the timeline moves at the pace of the display with ten thousand annotations as without any',
  { timeout: 1_800_000 },
  async ({ launch }) => {
    const { page } = await launch({ words: ['--sample'], limit: 1_800_000 })
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    for (let times = 0; times < 3; times++) await page.keyboard.press('+')
    const none = percentiles(await paintsWhileScrolling(page, 200))
    expect(await annotate(page, annotations)).toBe(annotations)
    await page.locator('.lane-marker').first().waitFor()
    const many = percentiles(await paintsWhileScrolling(page, 200))
    measured['timeline'] = { annotations, none, many }
    // 60 a second; on a machine that does not reach it without annotations either, at the same pace.
    expect(many.p50).toBeLessThanOrEqual(Math.max(17.5, none.p50 * 1.2))
  },
)
