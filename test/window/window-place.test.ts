import { expect, test } from 'vitest'
import { isReachable, nextZoom, parseWindowPlace, type WindowPlace } from '../../main/core/window-place.ts'

const place: WindowPlace = { x: 1700, y: 40, width: 1366, height: 768, maximized: false, zoom: 1.25 }
const office = { x: 0, y: 0, width: 1680, height: 1010 }
const beside = { x: 1680, y: 0, width: 1920, height: 1080 }

test('the page grows and shrinks by steps between 75 and 200 per cent', () => {
  expect([nextZoom(1, 1), nextZoom(1.25, -1), nextZoom(2, 1), nextZoom(0.75, -1), nextZoom(1.5, 0)]).toEqual([
    1.1, 1.1, 2, 0.75, 1,
  ])
})

test('a window that stood on a display which is gone comes back where it can be reached', () => {
  expect([isReachable(place, [office, beside]), isReachable(place, [office])]).toEqual([true, false])
})

test('a stored place is read back whole', () => {
  expect(parseWindowPlace(JSON.parse(JSON.stringify(place)))).toEqual(place)
})

test.each([
  ['nothing', null],
  ['a half pixel', { ...place, x: 0.5 }],
  ['no width', { ...place, width: 0 }],
  ['an enlargement that is no step', { ...place, zoom: 40 }],
])('%s is no place for a window', (_name, stored) => {
  expect(parseWindowPlace(stored)).toBe(undefined)
})
