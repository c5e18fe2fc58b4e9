import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameAt, seekTime, toSeconds, type FrameTable } from '../../main/core/clip/frame-table.ts'
import { tableOf } from '../support/frame-tables.ts'

const timeBases = fc.constantFrom(
  { num: 1, den: 90_000 },
  { num: 1, den: 26_777 },
  { num: 1, den: 1_000_000 },
  { num: 1001, den: 30_000 },
  { num: 1, den: 1000 },
)

/** Tables of any gaps and any start, as variable frame rates make them. */
const tables = fc
  .record({
    start: fc.integer({ min: -100_000, max: 10_000_000 }),
    gaps: fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 40 }),
    timeBase: timeBases,
  })
  .map(({ start, gaps, timeBase }): FrameTable => {
    const pts = [start]
    for (const gap of gaps.slice(1)) pts.push((pts.at(-1) ?? 0) + gap)
    return {
      ...tableOf(
        pts.map((_, i) => i),
        [0],
      ),
      pts: Float64Array.from(pts),
      end: (pts.at(-1) ?? 0) + (gaps[0] ?? 1),
      timeBase,
    }
  })

test('a frame is found by its own beginning and by its middle, in every time base', () => {
  fc.assert(
    fc.property(tables, fc.nat(), (table, n) => {
      const frame = n % table.pts.length
      expect(frameAt(table, toSeconds(table.pts[frame] ?? 0, table.timeBase))).toBe(frame)
      expect(frameAt(table, seekTime(table, frame))).toBe(frame)
    }),
  )
})

test('before the first frame stands the first, behind the last the last', () => {
  const table = tableOf([0, 1, 2], [0])
  expect([frameAt(table, -5), frameAt(table, 5)]).toEqual([0, 2])
})
