import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteText, fromHex, fromUtf8, toHex, utf8 } from '../main/core/bytes.ts'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** What the platform's own strict decoder makes of the bytes. */
function platformText(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

test('text becomes the bytes that the platform makes of it, and comes back', () => {
  const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('Ä€🎥\ufeff\0'))
  const same = () =>
    fc.assert(
      fc.property(texts, (text) => {
        expect(utf8(text)).toEqual(new TextEncoder().encode(text))
        expect(fromUtf8(utf8(text))).toBe(platformText(new TextEncoder().encode(text)))
      }),
    )
  expect(same).not.toThrow()
  expect(utf8('\ud800')).toEqual(Uint8Array.of(0xef, 0xbf, 0xbd))
})

test('bytes that the platform refuses as UTF-8 are refused', () => {
  const pieces = [
    0x00, 0x41, 0x7f, 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xf5, 0xff,
  ]
  const bytes = fc
    .uint8Array({ maxLength: 8 })
    .map((some) => some.map((byte) => pieces[byte % pieces.length] ?? 0))
  const same = () =>
    fc.assert(
      fc.property(bytes, (some) => fromUtf8(some) === platformText(some)),
      { numRuns: 3000 },
    )
  expect(same).not.toThrow()
})

test('long text is read in pieces without losing any', () => {
  const text = 'x'.repeat(9000) + 'ü' + 'y'.repeat(5000)
  expect([fromUtf8(utf8(text)), byteText(utf8('z'.repeat(9001)))]).toEqual([text, 'z'.repeat(9001)])
})

test('hex is lower case with two digits a byte', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  expect(toHex(all)).toBe(Buffer.from(all).toString('hex'))
  expect(fromHex(toHex(all))).toEqual(all)
})
