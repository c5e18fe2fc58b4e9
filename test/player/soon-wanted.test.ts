import { expect, test } from 'vitest'
import { isLapStart, soonWanted } from '../../renderer/player/engine/soon-wanted.ts'

const course = { centre: 10, heading: 1, loop: undefined, half: 4 } as const

test('who goes on wants what follows, who goes back what lies before, both no more than the cache holds', () => {
  expect([...soonWanted(course, 13)]).toEqual([11, 12])
  expect([...soonWanted({ ...course, heading: -1 }, 13)]).toEqual([9, 8, 7, 6])
})

test('near the end of a loop the beginning of its next lap is wanted, and nothing beyond it', () => {
  const loop = { from: 2, to: 11 }
  expect([...soonWanted({ ...course, loop }, 100)]).toEqual([11, 2, 3, 4, 5])
  expect([...soonWanted({ ...course, loop, centre: 3, heading: -1 }, 100)]).toEqual([2, 11, 10, 9, 8])
})

test('the pictures that a lap begins with are kept, in the direction that it goes', () => {
  const loop = { from: 2, to: 11 }
  const kept = (heading: 1 | -1): number[] =>
    Array.from({ length: 14 }, (_, frame) => frame).filter((frame) =>
      isLapStart(frame, { ...course, heading, loop }),
    )
  expect([kept(1), kept(-1)]).toEqual([
    [2, 3, 4, 5],
    [8, 9, 10, 11],
  ])
})
