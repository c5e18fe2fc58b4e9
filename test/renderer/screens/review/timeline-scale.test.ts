import { expect, test } from 'vitest'
import {
  following,
  frameUnder,
  rowsOf,
  spanOfFrames,
  ticksOf,
  verifiedShare,
  verifiedSpans,
  wholeSpan,
  zoomed,
} from '../../../../renderer/screens/review/timeline-scale.ts'
import { clipFacts, steadyTable } from '../../../support/case-views.ts'

const table = steadyTable(500)
const clip = clipFacts(1, 500, '2026-09-14T22:08:50.000+02:00')

test('the whole clip goes from its first frame to the end of its last', () => {
  expect([wholeSpan(table), spanOfFrames(table, 499, 499)]).toEqual([
    { from: 0, to: 20 },
    { from: 19.96, to: 20 },
  ])
})

test('a place of the timeline is a frame, also at both edges', () => {
  expect([-0.2, 0, 0.5, 1, 1.3].map((share) => frameUnder(table, wholeSpan(table), share))).toEqual([
    0, 0, 250, 499, 499,
  ])
})

test('zooming keeps the playhead where it is and never leaves the clip', () => {
  const whole = wholeSpan(table)
  const near = zoomed(whole, whole, 0.5, 10)
  expect([near, zoomed(near, whole, 8, 10), zoomed(whole, whole, 0.0001, 0)]).toEqual([
    { from: 5, to: 15 },
    { from: 0, to: 20 },
    { from: 0, to: 0.2 },
  ])
})

test('the view follows the playhead only when it has left it', () => {
  const whole = wholeSpan(table)
  expect([following({ from: 0, to: 5 }, whole, 3), following({ from: 0, to: 5 }, whole, 6)]).toEqual([
    { from: 0, to: 5 },
    { from: 5.5, to: 10.5 },
  ])
})

test('ticks stand on round times and do not crowd', () => {
  expect(ticksOf({ from: 0, to: 20 }, 720, 72)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20])
})

test('a frame counts as verified only when every chunk that holds it is', () => {
  // Ten samples a chunk: chunks 0, 1 and 4 hold the frames 0-19 and 40-49.
  expect(
    verifiedSpans(table, clip, [
      [0, 2],
      [4, 1],
    ]),
  ).toEqual([
    { from: 0, to: 0.8 },
    { from: 1.6, to: 2 },
  ])
  expect(
    verifiedSpans({ ...table, size: Uint32Array.from({ length: 500 }, () => 1001) }, clip, [[0, 1]]),
  ).toEqual([{ from: 0, to: 0.36 }])
  expect(
    verifiedShare(clip, [
      [0, 2],
      [4, 1],
    ]),
  ).toBe(0.06)
})

test('ranges that overlap lie in rows of their own, others keep the whole height', () => {
  expect(
    rowsOf([
      { from: 0, to: 10 },
      { from: 10, to: 20 },
      { from: 30, to: 40 },
    ]),
  ).toEqual([
    { row: 0, of: 2 },
    { row: 1, of: 2 },
    { row: 0, of: 1 },
  ])
})
