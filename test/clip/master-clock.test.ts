import { describe, expect, test } from 'vitest'
import { frameCovering, momentBeside, momentOf, spanOf } from '../../main/core/clip/master-clock.ts'
import { steadyTable } from '../support/case-views.ts'

/** 25 pictures a second from second 10, and 30 a second from 20 ms later. */
const first = { table: steadyTable(50, 25), startMs: 10_000 }
const second = { table: steadyTable(60, 30), startMs: 10_020 }

describe('several cameras on one clock', () => {
  test('each shows the frame whose time covers the moment, and none outside its clip', () => {
    const at = (moment: number) => [frameCovering(first, moment), frameCovering(second, moment)]
    expect([9_999, 10_000, 10_019, 10_020, 10_100, 12_000, 12_019, 12_020].map(at)).toEqual([
      [undefined, undefined],
      [0, undefined],
      [0, undefined],
      [0, 0],
      [2, 2],
      [undefined, 59],
      [undefined, 59],
      [undefined, undefined],
    ])
  })

  test('the moment at which a frame begins is covered by that very frame, for every frame', () => {
    const odd = {
      table: { ...steadyTable(300, 30), timeBase: { num: 1001, den: 90_000_000 } },
      startMs: 1_789_000_000_123,
    }
    for (const camera of [first, second, odd])
      for (let frame = 0; frame < camera.table.pts.length; frame++)
        expect(frameCovering(camera, momentOf(camera, frame))).toBe(frame)
  })

  test('a step goes by one frame of the leading camera', () => {
    expect(momentBeside([first, second], 0, 10_040, 1)).toBe(10_080)
    expect(momentBeside([first, second], 1, 10_020, 1)).toBeCloseTo(10_053.333)
    expect(momentBeside([first, second], 0, 10_040, -1)).toBe(10_000)
  })

  test('where the leading camera has no picture, a step goes to the nearest frame of another', () => {
    expect(momentBeside([first, second], 0, momentOf(first, 49), 1)).toBeCloseTo(momentOf(second, 59), 0)
    expect(momentBeside([first, second], 1, 10_000, 1)).toBe(10_020)
    expect(momentBeside([first, second], 0, momentOf(second, 59), 1)).toBe(momentOf(second, 59))
  })

  test('the common span reaches from the first picture to the end of the last one', () => {
    expect(spanOf([first, second])).toEqual({ from: 10_000, to: 12_020 })
  })
})
