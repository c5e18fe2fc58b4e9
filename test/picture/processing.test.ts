import { describe, expect, test } from 'vitest'
import {
  type PictureProcessing,
  type Pixels,
  processingSteps,
  processPixels,
  unprocessed,
} from '../../main/core/picture/processing.ts'

function picture(width: number, ...colours: readonly (readonly [number, number, number])[]): Pixels {
  const data = Uint8ClampedArray.from(colours.flatMap(([red, green, blue]) => [red, green, blue, 255]))
  return { data, width, height: colours.length / width }
}

function seen(change: Partial<PictureProcessing>, pixels: Pixels, previous?: Pixels): number[][] {
  processPixels(pixels, { ...unprocessed, ...change }, previous)
  const { data } = pixels
  return Array.from({ length: data.length / 4 }, (_, i) => Array.from(data.subarray(i * 4, i * 4 + 3)))
}

const three = () => picture(3, [0, 64, 128], [200, 10, 30], [255, 255, 255])

describe('processing a picture', () => {
  test('that asks for nothing changes no value', () => {
    expect(seen({}, three())).toEqual([
      [0, 64, 128],
      [200, 10, 30],
      [255, 255, 255],
    ])
    expect(processingSteps(unprocessed)).toEqual([])
  })

  test('brightens, steepens, bends and inverts by the formulas of the format', () => {
    const grey = () => picture(1, [100, 100, 100])
    expect([
      seen({ brightness: 20 }, grey())[0]?.[0],
      seen({ contrast: 50 }, grey())[0]?.[0],
      seen({ contrast: -100 }, grey())[0]?.[0],
      seen({ gamma: 200 }, grey())[0]?.[0],
      seen({ invert: true }, grey())[0]?.[0],
    ]).toEqual([151, 45, 128, 160, 155])
  })

  test('shows a single channel as grey, and luma by the weights of BT.709', () => {
    expect(seen({ channel: 'blue' }, three())[1]).toEqual([30, 30, 30])
    expect(seen({ channel: 'luma' }, three())[1]).toEqual([52, 52, 52])
  })

  test('keeps the lines of one field and makes the others from their neighbours', () => {
    const rows = () => picture(1, [10, 10, 10], [90, 90, 90], [30, 30, 30], [70, 70, 70])
    const value = (line: number[]) => line[0]
    expect(seen({ field: 'upper' }, rows()).map(value)).toEqual([10, 20, 30, 30])
    expect(seen({ field: 'lower' }, rows()).map(value)).toEqual([90, 90, 80, 70])
  })

  test('shows what differs from the frame before, and nothing where there is none', () => {
    const before = picture(3, [0, 60, 138], [200, 10, 30], [0, 255, 255])
    expect(seen({ difference: true }, three(), before)).toEqual([
      [0, 4, 10],
      [0, 0, 0],
      [255, 0, 0],
    ])
    expect(
      seen({ difference: true }, three())
        .flat()
        .every((value) => value === 0),
    ).toBe(true)
  })

  test('names its steps in the order in which they are done', () => {
    expect(processingSteps({ ...unprocessed, invert: true, gamma: 120, difference: true })).toEqual([
      'difference',
      'gamma',
      'invert',
    ])
  })
})
