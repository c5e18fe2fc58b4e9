import { expect, test } from 'vitest'
import { missingFrames } from '../../main/core/clip/missing-frames.ts'
import { tableOf } from '../support/frame-tables.ts'

// Shown 0 2 1 3 5 4; ten bytes each from byte 100.
const table = tableOf([0, 2, 1, 3, 5, 4], [0])

test('frames whose bytes lie behind the end of a file are named as runs, in the order in which they are shown', () => {
  expect(missingFrames(table, 160)).toEqual([])
  expect(missingFrames(table, 159)).toEqual([{ from: 4, to: 4 }])
  expect(missingFrames(table, 125)).toEqual([
    { from: 1, to: 1 },
    { from: 3, to: 5 },
  ])
})

test('a stream that is counted from what is there misses nothing', () => {
  expect(missingFrames({ ...table, layout: 'packed' }, 0)).toEqual([])
})
