import { expect, test } from 'vitest'
import { deviceTimeAt, mediaTimeText, parseMoment, referenceTimeAt } from '../../main/core/clip/clocks.ts'

const timeBase = { num: 1, den: 90_000 }
const clip = { startedAt: '2026-09-14T22:41:07+02:00', clockOffsetMs: 2000 }

test('the camera clock keeps the offset it was recorded with, to the millisecond', () => {
  expect(deviceTimeAt(clip, 0, timeBase)).toBe('2026-09-14T22:41:07.000+02:00')
  expect(deviceTimeAt(clip, 3003, timeBase)).toBe('2026-09-14T22:41:07.033+02:00')
  expect(deviceTimeAt({ ...clip, startedAt: '2026-12-31T23:59:59.990Z' }, 900, timeBase)).toBe(
    '2027-01-01T00:00:00.000+00:00',
  )
  expect(deviceTimeAt({ ...clip, startedAt: '2026-10-25T02:59:59-03:30' }, 90_000, timeBase)).toBe(
    '2026-10-25T03:00:00.000-03:30',
  )
})

test('a clock known to be ahead is set back for the reference time; an unknown one gives none', () => {
  expect(referenceTimeAt(clip, 90_000, timeBase)).toBe('2026-09-14T22:41:06.000+02:00')
  expect(referenceTimeAt({ ...clip, clockOffsetMs: null }, 0, timeBase)).toBeNull()
  expect(deviceTimeAt({ ...clip, startedAt: null }, 0, timeBase)).toBeNull()
})

test.each([
  '2026-02-30T00:00:00Z',
  '2026-09-14T24:00:00Z',
  '2026-09-14 22:41:07Z',
  '2026-09-14T22:41:07',
  '2026-09-14t22:41:07z',
  '2026-09-14T22:41:60Z',
])('%s is no moment', (text) => {
  expect(parseMoment(text)).toBeUndefined()
})

test('media time is written with hours and milliseconds, whatever the time base', () => {
  const written = [
    [0, 1, 25],
    [18_437, 1, 25],
    [1001, 1, 30_000],
    [-512, 1, 12_800],
    [3_600_000, 1, 1000],
  ].map(([ticks = 0, num = 1, den = 1]) => mediaTimeText(ticks, { num, den }))
  expect(written).toEqual(['0:00:00.000', '0:12:17.480', '0:00:00.033', '-0:00:00.040', '1:00:00.000'])
})
