import { expect, test } from 'vitest'
import {
  bytesText,
  clockParts,
  dayText,
  deviceClock,
  frameText,
  hashEnds,
  mediaTime,
  parseFrame,
  percentText,
  rateText,
  shortTime,
} from '../../renderer/figures.ts'
import { clipFacts, steadyTable } from '../support/case-views.ts'

test('a frame number is grouped by narrow spaces, never by a dot that reads as a decimal sign', () => {
  expect([0, 999, 1000, 18_437, 1_659_330].map(frameText)).toEqual([
    '0',
    '999',
    '1\u202f000',
    '18\u202f437',
    '1\u202f659\u202f330',
  ])
})

test('a frame number can be typed with or without spaces, and nothing else is one', () => {
  expect(['18437', '18 437', '18\u202f437', '', '-1', '1.5', '12:17'].map(parseFrame)).toEqual([
    18_437,
    18_437,
    18_437,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('media time, frame and device clock of one frame agree', () => {
  const table = steadyTable(30_000)
  const clip = clipFacts(1, 30_000, '2026-09-14T22:28:50.000+02:00')
  expect([mediaTime(table, 18_437), deviceClock(clip, table, 18_437)]).toEqual([
    '00:12:17.480',
    { date: '2026-09-14', time: '22:41:07.480', offset: '+02:00' },
  ])
})

test('a device clock that runs over midnight changes the day', () => {
  const clip = clipFacts(1, 100, '2026-12-31T23:59:59.500+01:00')
  expect(deviceClock(clip, steadyTable(100), 25)).toEqual({
    date: '2027-01-01',
    time: '00:00:00.500',
    offset: '+01:00',
  })
})

test('a clip without a recorded clock has no device time', () => {
  expect(clockParts(null)).toBeUndefined()
})

test('bytes, shares and rates follow the language', () => {
  expect([
    bytesText(27_900_000_000, 'de'),
    bytesText(27_900_000_000, 'en'),
    percentText(0.629, 'de'),
    percentText(0.9999, 'en'),
    rateText(0.25, 'de'),
    rateText(-2, 'en'),
    dayText('2026-09-14', 'de'),
  ]).toEqual(['27,9\u00a0GB', '27.9 GB', '62\u00a0%', '99%', '0,25×', '-2.0×', '14.09.2026'])
})

test('a length is given in minutes until there are hours', () => {
  expect([7.6, 1458, 3661].map(shortTime)).toEqual(['00:08', '24:18', '01:01:01'])
})

test('of a long hash both ends are shown', () => {
  expect(hashEnds('1e6ed65d'.padEnd(56, '0') + '294a33fc')).toBe('1e6ed65d … 294a33fc')
})
