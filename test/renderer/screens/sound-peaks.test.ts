import { expect, test } from 'vitest'
import { columnsOf } from '../../../renderer/screens/custody/sound-peaks.ts'
import { emptyIntake, isComplete, momentOf } from '../../../renderer/screens/custody/intake-form.ts'

test('what only one channel holds is seen in the course of a sound, and no sample is passed over', () => {
  const left = new Float32Array(1000)
  const right = new Float32Array(1000)
  left[999] = 0.5
  right[501] = -0.75
  expect(columnsOf([left, right], 4)).toEqual([
    [0, 0],
    [0, 0],
    [-0.75, 0],
    [0, 0.5],
  ])
  expect(columnsOf([new Float32Array([0.25])], 800)).toEqual([[0, 0.25]])
  expect(columnsOf([], 800)).toEqual([])
})

test('a form for intake is complete with file number, exhibit and every step of custody', () => {
  const form = emptyIntake('Übernommen', new Date(2026, 10, 23, 14, 5))
  expect(isComplete(form)).toBe(false)
  const named = {
    ...form,
    case: { ...form.case, fileNumber: '1 Js 1/26' },
    exhibit: { ...form.exhibit, number: 'A-1' },
  }
  expect(isComplete(named)).toBe(false)
  expect(
    isComplete({ ...named, custody: form.custody.map((step) => ({ ...step, by: 'Prüfer/in 1' })) }),
  ).toBe(true)
  expect(momentOf(new Date(2026, 10, 23, 14, 5))).toMatch(/^2026-11-23T14:05[+-]\d\d:\d\d$/)
})
