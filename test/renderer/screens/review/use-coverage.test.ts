import { expect, test } from 'vitest'
import { nothingLoaded } from '../../../../renderer/player/player-store.ts'
import { seenBetween } from '../../../../renderer/screens/review/use-coverage.ts'

const at = (frame: number | undefined, more: object = {}) => ({ ...nothingLoaded, clip: 1, frame, ...more })

test('a frame that stands still is seen by itself, with no speed', () => {
  expect(seenBetween(at(3), at(4))).toEqual({ from: 4, to: 4, rate: 0 })
  expect(seenBetween(at(4), at(4))).toBeUndefined()
  expect(seenBetween(at(4), at(undefined))).toBeUndefined()
})

test('frames that ran past between two shown ones count at the speed they ran at', () => {
  const playing = { playing: true, rate: 2 }
  expect(seenBetween(at(10, playing), at(14, playing))).toEqual({ from: 12 - 1, to: 14, rate: 2000 })
  expect(seenBetween(at(10, playing), at(900, playing))).toEqual({ from: 900, to: 900, rate: 2000 })
})

test('playing backwards counts backwards', () => {
  const playing = { playing: true, rate: -1 }
  expect(seenBetween(at(10, playing), at(8, playing))).toEqual({ from: 8, to: 9, rate: -1000 })
})
