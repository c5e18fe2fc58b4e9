import { expect, test } from 'vitest'
import { continuous } from '../../main/core/clip/clock-restarts.ts'
import { SampleList } from '../../main/core/clip/coded-samples.ts'
import { stampOf } from '../../main/core/clip/frame-table.ts'
import { tableOf } from '../support/frame-tables.ts'

/** Samples in decode order: times, and which are key samples. */
function samplesOf(pts: readonly number[], keys: readonly number[], duration = 10) {
  const list = new SampleList()
  pts.forEach((at, i) => list.push({ offset: i, size: 1, pts: at, duration, key: keys.includes(i) }))
  return list.samples()
}

test('pictures that lead a key picture are no new clock', () => {
  const samples = samplesOf([0, 20, 10, 50, 30, 40, 60], [0, 3])
  expect(continuous(samples)).toEqual({ samples, restarts: [] })
})

test('where a key picture comes no later than one before it, time is counted on from the end of what came before', () => {
  const { samples, restarts } = continuous(samplesOf([100, 120, 110, 100, 120, 110, 5], [0, 3, 6]))
  expect([...samples.pts]).toEqual([100, 120, 110, 130, 150, 140, 160])
  expect(restarts).toEqual([
    { sample: 3, ticks: 30 },
    { sample: 6, ticks: 155 },
  ])
})

test('the stamp in the file is told of each frame', () => {
  const table = { ...tableOf([0, 1, 2, 3], [0, 2]), restarts: [{ frame: 2, ticks: 20 }] }
  expect([0, 1, 2, 3].map((frame) => stampOf(table, frame))).toEqual([0, 10, 0, 10])
})
