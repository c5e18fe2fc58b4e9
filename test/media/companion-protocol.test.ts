import { expect, test } from 'vitest'
import { claimedKind, shownType } from '../../main/core/companion.ts'
import { utf8 } from '../../main/core/bytes.ts'
import type { VerifiedBytes } from '../../main/core/chunks/verify-chunk.ts'
import { serveCompanion } from '../../main/media/companion-protocol.ts'

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4)

function served(bytes: Uint8Array, range?: string): Response {
  const request = new Request('app://ui/file/1', range === undefined ? {} : { headers: { range } })
  return serveCompanion(request, bytes as unknown as VerifiedBytes)
}

test('what a file may be shown as is told from its first bytes, whatever the sealer calls it', () => {
  expect(shownType(jpeg)).toEqual({ kind: 'photo', mediaType: 'image/jpeg' })
  expect(shownType(utf8('RIFF....WAVEfmt '))).toEqual({ kind: 'sound', mediaType: 'audio/wav' })
  expect(shownType(utf8('<script>alert(1)</script>'))).toBe(undefined)
  expect(shownType(utf8('%PDF-1.7'))).toBe(undefined)
  expect(['image/jpeg', 'image/svg+xml', 'text/html', 'audio/wav'].map(claimedKind)).toEqual([
    'photo',
    'document',
    'document',
    'sound',
  ])
})

test('a photo is served inert under its own type, and part by part when asked', async () => {
  const whole = served(jpeg)
  expect([
    whole.status,
    whole.headers.get('content-type'),
    whole.headers.get('x-content-type-options'),
  ]).toEqual([200, 'image/jpeg', 'nosniff'])
  expect(whole.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  const part = served(jpeg, 'bytes=2-4')
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 2-4/8'])
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(Uint8Array.of(0xff, 0xe0, 1))
})

test.each(['<html>', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'alert(1)', '%PDF-1.7', 'GIF89a', ''])(
  'a document never comes to the page: %s',
  (text) => {
    const answer = served(utf8(text))
    expect([answer.status, answer.body]).toEqual([415, null])
  },
)
