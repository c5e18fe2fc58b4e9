import { expect, test } from 'vitest'
import { keyFrameBefore, keyFramesOf, keyPlaces } from '../../../../renderer/screens/review/key-frames.ts'
import { tableOf } from '../../../support/frame-tables.ts'

/** A hundred frames, 40 ms apart, a key frame every ten: four seconds. */
const order = Array.from({ length: 100 }, (_, frame) => frame)
const table = tableOf(
  order,
  order.filter((frame) => frame % 10 === 0),
)
const keys = keyFramesOf(table)
const whole = { from: 0, to: 4 }

test('the key frame of a place is the one that decoding begins at', () => {
  const found = [0, 9, 10, 55, 99].map((frame) => keyFrameBefore(keys, frame))
  expect([keys, found]).toEqual([
    [0, 10, 20, 30, 40, 50, 60, 70, 80, 90],
    [0, 0, 10, 50, 90],
  ])
  expect(keyFrameBefore([], 5)).toBe(undefined)
})

test('each picture stands where its frame begins, and as many are chosen as there is room for', () => {
  expect(keyPlaces(table, keys, whole, { width: 500, picture: 125 })).toEqual([
    { frame: 0, x: 0 },
    { frame: 30, x: 150 },
    { frame: 50, x: 250 },
    { frame: 80, x: 400 },
  ])
})

test('with room for more pictures than there are key frames each is shown once', () => {
  const places = keyPlaces(table, keys, whole, { width: 10_000, picture: 50 })
  expect(places.map(({ frame }) => frame)).toEqual(keys)
})

test('moving the view does not change which pictures are shown, only where', () => {
  const wide = keyPlaces(table, keys, { from: 0, to: 2 }, { width: 500, picture: 125 })
  const on = keyPlaces(table, keys, { from: 0.3, to: 2.3 }, { width: 500, picture: 125 })
  const shared = on.filter(({ frame }) => wide.some((other) => other.frame === frame))
  expect(shared.length).toBeGreaterThan(2)
  for (const { frame, x } of shared)
    expect(x).toBeCloseTo((wide.find((other) => other.frame === frame)?.x ?? 0) - 75, 6)
})

test('a view between two key frames far apart shows the one it lies behind, or none', () => {
  const sparse = tableOf(order, [0])
  expect(keyPlaces(sparse, [0], { from: 3, to: 3.5 }, { width: 500, picture: 100 })).toEqual([])
  expect(keyPlaces(table, [], whole, { width: 500, picture: 100 })).toEqual([])
})
