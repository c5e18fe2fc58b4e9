import { expect, test } from 'vitest'
import { coverageOf, framesSeen, mergedSpans, parseSeen, seenData } from '../../main/core/access/coverage.ts'
import type { EntryFacts } from '../../main/core/ledger/entry-facts.ts'

const clip = { path: 'clips/0001.mp4', sha256: 'ab'.repeat(32) }

function viewed(
  seq: number,
  author: string,
  bundle: string,
  spans: readonly [number, number, number][],
): EntryFacts {
  const data = seenData({ bundle, clip, spans: spans.map(([from, to, rate]) => ({ from, to, rate })) })
  return {
    seq,
    kind: 'clipViewed',
    time: '2026-11-23T10:00:00.000Z',
    author,
    hash: '00'.repeat(32),
    annotation: null,
    supersedes: null,
    supersededBy: null,
    withdrawn: false,
    reason: null,
    data,
  }
}

test('spans of one speed that touch become one, those of another speed stay apart', () => {
  const spans = [
    { from: 10, to: 20, rate: 1000 },
    { from: 21, to: 30, rate: 1000 },
    { from: 5, to: 25, rate: 2000 },
    { from: 3, to: 3, rate: 0 },
    { from: 4, to: 4, rate: 0 },
  ]
  expect(mergedSpans(spans)).toEqual([
    { from: 3, to: 4, rate: 0 },
    { from: 10, to: 30, rate: 1000 },
    { from: 5, to: 25, rate: 2000 },
  ])
  expect(framesSeen(spans)).toEqual([{ from: 3, to: 30 }])
})

test('what was seen is read as it was written, and nothing else is', () => {
  const seen = { bundle: 'cd'.repeat(32), clip, spans: [{ from: 0, to: 49, rate: -500 }] }
  expect(parseSeen(seenData(seen))).toEqual(seen)
  expect(parseSeen({ bundle: 'x', clip, spans: [[9, 3, 1000]] })).toBeUndefined()
  expect(parseSeen({ bundle: 'x', clip, spans: [[0, 3]] })).toBeUndefined()
  expect(parseSeen({ bundle: 'x', clip, spans: [], more: 1 })).toBeUndefined()
})

test('coverage is that of one bundle, and of one person where one is named', () => {
  const entries = [
    viewed(1, 'Prüfer/in 1', 'a', [[0, 9, 1000]]),
    viewed(2, 'Prüfer/in 2', 'a', [[10, 19, 1000]]),
    viewed(3, 'Prüfer/in 1', 'b', [[90, 99, 1000]]),
  ]
  expect(coverageOf(entries, 'a')).toEqual(new Map([[clip.path, [{ from: 0, to: 19, rate: 1000 }]]]))
  expect(coverageOf(entries, 'a', 'Prüfer/in 1')).toEqual(
    new Map([[clip.path, [{ from: 0, to: 9, rate: 1000 }]]]),
  )
})
