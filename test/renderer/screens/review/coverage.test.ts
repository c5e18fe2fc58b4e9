import { describe, expect, test } from 'vitest'
import { coverageOfFrames, framesIn, unseenBeside } from '../../../../renderer/screens/review/coverage.ts'
import { spanPath } from '../../../../renderer/screens/review/span-path.ts'

const spans = [
  { from: 0, to: 9, rate: 1000 },
  { from: 5, to: 29, rate: 4000 },
  { from: 20, to: 20, rate: 0 },
  { from: 40, to: 44, rate: -2000 },
  { from: 90, to: 200, rate: 500 },
]

describe('what was on screen of a clip of 100 frames', () => {
  const coverage = coverageOfFrames(100, spans)

  test('each frame is seen, seen only at higher speed, or not seen', () => {
    expect(coverage).toEqual({
      seen: [
        { from: 0, to: 9 },
        { from: 20, to: 20 },
        { from: 90, to: 99 },
      ],
      fast: [
        { from: 10, to: 19 },
        { from: 21, to: 29 },
        { from: 40, to: 44 },
      ],
      unseen: [
        { from: 30, to: 39 },
        { from: 45, to: 89 },
      ],
    })
    expect(framesIn(coverage.seen) + framesIn(coverage.fast) + framesIn(coverage.unseen)).toBe(100)
  })

  test('the way leads from one unseen place to the next and back', () => {
    const steps = [0, 30, 39, 89].map((frame) => unseenBeside(coverage, frame, 1))
    expect(steps).toEqual([30, 31, 45, undefined])
    const back = [
      unseenBeside(coverage, 99, -1),
      unseenBeside(coverage, 45, -1),
      unseenBeside(coverage, 30, -1),
    ]
    expect(back).toEqual([45, 30, undefined])
  })
})

test('nothing seen is everything unseen, and a clip without frames has neither', () => {
  expect(coverageOfFrames(3, [])).toEqual({ seen: [], fast: [], unseen: [{ from: 0, to: 2 }] })
  expect(coverageOfFrames(0, spans)).toEqual({ seen: [], fast: [], unseen: [] })
})

test('every frame belongs to one list, as counting frame by frame says', () => {
  let seed = 7
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
  for (let round = 0; round < 50; round++) {
    const some = Array.from({ length: 12 }, () => {
      const from = random(60)
      return { from, to: from + random(9), rate: [0, 500, 1000, 2000, -4000][random(5)] ?? 0 }
    })
    const counted = Array.from({ length: 60 }, (_, frame) => {
      const here = some.filter(({ from, to }) => from <= frame && frame <= to)
      if (here.length === 0) return 'unseen'
      return here.some(({ rate }) => Math.abs(rate) <= 1000) ? 'seen' : 'fast'
    })
    const coverage = coverageOfFrames(60, some)
    const found = (['seen', 'fast', 'unseen'] as const).flatMap((kind) =>
      coverage[kind].flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, index) => [from + index, kind] as const),
      ),
    )
    expect(found.toSorted((a, b) => a[0] - b[0]).map(([, kind]) => kind)).toEqual(counted)
  }
})

test('a thousand stretches on a hundred pixels are drawn as what can be told apart', () => {
  const view = { from: 0, to: 1000 }
  const every = Array.from({ length: 1000 }, (_, at) => ({ from: at, to: at + 0.4 }))
  expect(spanPath(every, view, 100, { top: 2, height: 3 }).match(/M/g)?.length).toBe(50)
  const apart = [
    { from: -50, to: -10 },
    { from: 100, to: 100.1 },
    { from: 500, to: 600 },
    { from: 2000, to: 3000 },
  ]
  expect(spanPath(apart, view, 100, { top: 0, height: 1 })).toBe('M10 0H11V1H10ZM50 0H60V1H50Z')
})
