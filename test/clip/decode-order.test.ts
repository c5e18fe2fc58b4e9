import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeOrderOf, framesTouching, keyAfter, keyBefore } from '../../main/core/clip/decode-order.ts'
import { tableOf } from '../support/frame-tables.ts'

/** Two closed groups: I P B B P B B, shown as I B B P B B P. */
const closed = tableOf([0, 2, 3, 1, 5, 6, 4, 7, 9, 10, 8], [0, 7])
/** The second group is open: the pictures 8 and 9 lead its key picture 7 and lean on the group before. */
const open = tableOf([0, 2, 3, 1, 5, 6, 4, 8, 9, 7, 10], [0, 7])

test('a broken sample costs itself and what is decoded after it up to the next key picture', () => {
  // Sample 4 is shown as frame 6; 5 and 6, shown before it, are decoded after it.
  expect(framesTouching(closed, 142, 1)).toEqual({ from: 4, to: 6 })
  expect(framesTouching(closed, 100, 1)).toEqual({ from: 0, to: 6 })
  expect(framesTouching(closed, 171, 1)).toEqual({ from: 7, to: 10 })
})

test('in an open group the pictures that lead the next key picture are lost too, that one itself is not', () => {
  expect(framesTouching(open, 162, 1)).toEqual({ from: 5, to: 8 })
})

test('bytes between the samples cost nothing', () => {
  expect(framesTouching(closed, 0, 100)).toBeUndefined()
  expect(framesTouching(closed, 210, 1000)).toBeUndefined()
})

test('a hidden sample that others lean on counts as well', () => {
  const hidden = [{ pts: -10, key: true, reason: 'edit' as const, offset: 100, size: 10, sample: 0 }]
  const table = { ...tableOf([1, 2, 3], [3]), hidden }
  expect(framesTouching(table, 100, 5)).toEqual({ from: 0, to: 1 })
})

test('a larger range never costs fewer frames', () => {
  fc.assert(
    fc.property(fc.nat(230), fc.nat(60), fc.nat(60), (offset, length, more) => {
      const [small, large] = [
        framesTouching(open, offset, length),
        framesTouching(open, offset, length + more),
      ]
      if (small) expect((large?.from ?? 99) <= small.from && (large?.to ?? -1) >= small.to).toBe(true)
    }),
  )
})

test('the key samples around a sample', () => {
  const order = decodeOrderOf(closed)
  expect([keyBefore(order, 6), keyBefore(order, 7), keyAfter(order, 0), keyAfter(order, 7)]).toEqual([
    0, 7, 7, 11,
  ])
})
