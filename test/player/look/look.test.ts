import { expect, test } from 'vitest'
import { unprocessed } from '../../../main/core/picture/processing.ts'
import {
  changesOf,
  originalLook,
  pannedBy,
  processedWith,
  sheetOf,
  turnedRight,
  unturned,
  zoomedBy,
} from '../../../renderer/player/look/look.ts'

test('zooming keeps the point under the pointer where it is', () => {
  const point = (look: typeof originalLook): readonly number[] => {
    const { left, top, size } = sheetOf(look)
    // Where a quarter across and three quarters down the picture stands on the stage.
    return [left + size * 0.25, top + size * 0.75].map((share) => Math.round(share * 1000) / 1000)
  }
  expect(point(zoomedBy(originalLook, 4, [0.25, 0.75]))).toEqual([25, 75])
})

test('nothing beyond the edge of the picture can be brought onto the stage', () => {
  const far = pannedBy(zoomedBy(originalLook, 2), 9, -9)
  expect(sheetOf(far)).toEqual({ left: -100, top: 0, size: 200 })
})

test('eight steps in and eight out lead back to the whole picture', () => {
  let look = originalLook
  for (let step = 0; step < 8; step++) look = zoomedBy(look, Math.SQRT2)
  expect(look.zoom).toBe(16)
  for (let step = 0; step < 8; step++) look = zoomedBy(look, Math.SQRT1_2)
  expect(look).toEqual(originalLook)
})

test('four quarters to the right are none, and what is in the middle stays there', () => {
  const look = pannedBy(zoomedBy(originalLook, 4), 0.5, 1)
  const once = turnedRight(look)
  expect([once.turn, once.x, once.y]).toEqual([90, 1 - look.y, look.x])
  expect(turnedRight(turnedRight(turnedRight(once)))).toEqual(look)
})

test('a point on a turned picture is led back to where it is in the original', () => {
  // Near the upper left corner of the original; turned right it stands at the upper right.
  expect([
    unturned(0.1, 0.2, 0),
    unturned(0.8, 0.1, 90),
    unturned(0.9, 0.8, 180),
    unturned(0.2, 0.9, 270),
  ]).toEqual([
    [0.1, 0.2],
    [0.1, expect.closeTo(0.2)],
    [expect.closeTo(0.1), expect.closeTo(0.2)],
    [expect.closeTo(0.1), 0.2],
  ])
})

test('every change of the view is named', () => {
  const look = turnedRight(zoomedBy(processedWith(originalLook, { gamma: 140, invert: true }), 2))
  expect(changesOf(look)).toEqual(['zoom', 'turn', 'gamma', 'invert'])
  expect(changesOf({ ...originalLook, smooth: true, processing: { ...unprocessed } })).toEqual([])
})
