import { expect, test } from 'vitest'
import {
  isSilent,
  loudest,
  mostPeaks,
  parsePeaks,
  peakValue,
  peakWindow,
  printPeaks,
} from '../../main/core/clip/sound-peaks.ts'

const peaks = { windowMs: 20, values: Uint8Array.of(1, 1, 0, 255, 40, 1) }

test('loudness is kept and read back as it was', () => {
  expect(parsePeaks(printPeaks(peaks))).toEqual(peaks)
})

test('anything else in the file is no loudness', () => {
  const bytes = printPeaks(peaks)
  const others = [
    bytes.slice(0, 10),
    bytes.slice(1),
    new Uint8Array(200),
    printPeaks({ windowMs: 0, values: peaks.values }),
    printPeaks({ windowMs: 20, values: new Uint8Array(mostPeaks + 1) }),
  ]
  expect(others.map(parsePeaks)).toEqual([undefined, undefined, undefined, undefined, undefined])
})

test('the loudest value of a stretch of time counts, however far one looks away', () => {
  const stretches = [
    loudest(peaks, 0, 0.04),
    loudest(peaks, 0.04, 0.06),
    loudest(peaks, 0, 1),
    loudest(peaks, 5, 6),
  ]
  expect(stretches).toEqual([1, 0, 255, 0])
  // Nearer than a window: the window it lies in.
  expect(loudest(peaks, 0.081, 0.0811)).toBe(40)
})

test('silence is told from what was not decoded, and from the faintest sound of 8 bits', () => {
  expect([peakValue(0), peakValue(1), peakValue(7)]).toEqual([1, 255, 255])
  expect(isSilent({ windowMs: 20, values: Uint8Array.of(1, 0, 1) })).toBe(true)
  expect(isSilent({ windowMs: 20, values: Uint8Array.of(1, peakValue(1 / 128)) })).toBe(false)
})

test('a clip of eight hours stays within bounds, a short one has windows of ten milliseconds', () => {
  expect([peakWindow(24), peakWindow(8 * 3600)]).toEqual([10, 120])
  expect((8 * 3600 * 1000) / peakWindow(8 * 3600)).toBeLessThanOrEqual(mostPeaks)
})
