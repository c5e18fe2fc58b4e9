import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrameCache } from '../../renderer/player/engine/frame-cache.ts'

/** As much of a decoded picture as the cache touches. */
function picture(bytes: number): VideoFrame & { readonly open: () => boolean } {
  let open = true
  const made = { format: 'I420', allocationSize: () => bytes, close: () => (open = false), open: () => open }
  return made as unknown as VideoFrame & { readonly open: () => boolean }
}

test('within its bound it keeps what is nearest, and closes what it lets go', () => {
  const cache = new FrameCache(300)
  const pictures = [10, 11, 12, 13, 20].map((frame) => ({ frame, made: picture(100) }))
  for (const { frame, made } of pictures) cache.put(frame, made, 12)
  expect(pictures.map(({ frame, made }) => [frame, cache.has(frame), made.open()])).toEqual([
    [10, false, false],
    [11, true, true],
    [12, true, true],
    [13, true, true],
    [20, false, false],
  ])
})

test('a picture that is there already is closed, not kept twice', () => {
  const cache = new FrameCache(1000)
  const [first, second] = [picture(100), picture(100)]
  cache.put(1, first, 1)
  cache.put(1, second, 1)
  expect([first.open(), second.open(), cache.heldBytes]).toEqual([true, false, 100])
})

test('however it is filled, it never holds more than its bound and leaves nothing open at the end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 120 })), { maxLength: 60 }),
      fc.nat(50),
      (puts, centre) => {
        const cache = new FrameCache(400)
        const made = puts.map(([frame, bytes]) => {
          const one = picture(bytes)
          cache.put(frame, one, centre)
          expect(cache.heldBytes).toBeLessThanOrEqual(400)
          return one
        })
        cache.clear()
        expect([cache.heldBytes, made.filter((one) => one.open()).length]).toEqual([0, 0])
      },
    ),
  )
})
