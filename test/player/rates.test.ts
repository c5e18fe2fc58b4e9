import { expect, test } from 'vitest'
import { boundedRate, shuttleRate } from '../../renderer/player/rates.ts'

test('each repeat of J or L doubles the speed up to eight, and the other key turns round at real time', () => {
  const presses = [1, 1, 1, 1, 1, -1, -1] as const
  let state = { playing: false, rate: 0.25 }
  const rates = presses.map((direction) => {
    state = { playing: true, rate: shuttleRate(state, direction) }
    return state.rate
  })
  expect(rates).toEqual([1, 2, 4, 8, 8, -1, -2])
})

test('no rate lies beyond 0.05 and 8, either way', () => {
  expect([0.01, 0.05, 3, 20, -0.01, -20].map(boundedRate)).toEqual([0.05, 0.05, 3, 8, -0.05, -8])
})
