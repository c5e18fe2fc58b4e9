import { expect, test } from 'vitest'
import { caseLayout, clipsAt } from '../../../../renderer/screens/review/case-clock.ts'

const minute = 60_000
const clip = (number: number, from: number, to: number) => ({
  clip: number,
  from: from * minute,
  to: to * minute,
})

test('clips lie to scale along the clock, and the time between them stays free', () => {
  expect(caseLayout([clip(2, 11, 20), clip(1, 0, 10)])).toEqual({
    pieces: [
      { ...clip(1, 0, 10), start: 0, end: 0.5, row: 0 },
      { ...clip(2, 11, 20), start: 0.55, end: 1, row: 0 },
    ],
    gaps: [{ start: 0.5, end: 0.55, milliseconds: minute, folded: false }],
    rows: 1,
  })
})

test('a gap of days is folded, says how long it was, and leaves the clips their room', () => {
  const days = 3 * 24 * 60
  const { pieces, gaps } = caseLayout([clip(1, 0, 10), clip(2, days, days + 10)])
  expect(gaps).toEqual([{ start: 10 / 25, end: 15 / 25, milliseconds: (days - 10) * minute, folded: true }])
  expect(pieces.map(({ start, end }) => end - start)).toEqual([0.4, 0.4])
})

test('clips that ran at the same time stand in rows of their own, and a row is used again', () => {
  const { pieces, rows, gaps } = caseLayout([clip(1, 0, 10), clip(2, 4, 12), clip(3, 10, 20)])
  expect([pieces.map(({ row }) => row), rows, gaps]).toEqual([[0, 1, 0], 2, []])
})

test('the same moment is looked for in the clips behind, then in those before', () => {
  const clips = [clip(1, 0, 10), clip(2, 4, 12), clip(3, 3, 20), clip(4, 30, 40)]
  const found = [clipsAt(clips, 5 * minute, 2), clipsAt(clips, 5 * minute, 3), clipsAt(clips, 35 * minute, 4)]
  expect(found).toEqual([[3, 1], [1, 2], []])
  // A clip's end is the moment after its last picture.
  expect(clipsAt(clips, 10 * minute, 3)).toEqual([2])
})

test('a case without a clock has an empty strip', () => {
  expect(caseLayout([])).toEqual({ pieces: [], gaps: [], rows: 1 })
})
