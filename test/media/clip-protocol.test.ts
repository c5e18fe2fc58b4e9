import { expect, test } from 'vitest'
import { serveCaption, serveClip } from '../../main/media/clip-protocol.ts'
import { sourceOf, toHex, utf8, type ByteSource } from '../../main/core/bytes.ts'
import { verifiedSource } from '../../main/media/verified-source.ts'
import { countedBytes, flipped, sealedClip, sha256 } from '../support/sealed-clip.ts'

const bytes = countedBytes(1000)
const inert = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
}

function serve(
  options: Parameters<typeof sealedClip>[1],
  headers: Record<string, string> = {},
  method = 'GET',
) {
  const clip = sealedClip(bytes, { chunkSize: 64, ...options })
  const source = verifiedSource(clip, sha256, () => undefined)
  return serveClip(new Request('http://ui/clip/1', { headers, method }), clip, source)
}

test.each([
  ['bytes=0-', 0, 1000],
  ['bytes=10-19', 10, 20],
  ['bytes=63-64', 63, 65],
  ['bytes=990-5000', 990, 1000],
  ['bytes=-7', 993, 1000],
  ['bytes=-5000', 0, 1000],
])('the range %s is answered with exactly its bytes', async (range, from, to) => {
  const response = serve({}, { range })
  expect(response.status).toBe(206)
  expect(Object.fromEntries(response.headers)).toEqual({
    ...inert,
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'content-length': String(to - from),
    'content-range': `bytes ${from}-${to - 1}/1000`,
    'content-type': 'video/mp4',
  })
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes.slice(from, to))
})

test.each([undefined, 'bytes=', 'bytes=5-2', 'bytes=0-1,4-5', 'lines=0-1', 'bytes=a-b'])(
  'a header that need not be honoured (%s) gets the whole clip',
  async (range) => {
    const response = serve({}, range === undefined ? {} : { range })
    expect([response.status, response.headers.get('content-range')]).toEqual([200, null])
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  },
)

test('a range past the end is refused with the size', () => {
  const response = serve({}, { range: 'bytes=1000-' })
  expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */1000'])
})

test('evidence never names its own type: what is not on the list is not served', () => {
  const served = [
    'text/html',
    'image/svg+xml',
    'application/octet-stream',
    'text/vtt',
    'video/mp4; x',
    '',
  ].map((mediaType) => serve({ mediaType }).status)
  expect(served).toEqual([415, 415, 415, 415, 415, 415])
  expect(serve({ mediaType: 'video/quicktime' }).headers.get('content-type')).toBe('video/mp4')
  expect(serve({}, {}, 'POST').status).toBe(405)
})

test('a broken chunk ends the stream before any of its bytes', async () => {
  const response = serve({ found: flipped(bytes, 200) }, { range: 'bytes=100-' })
  const got: number[] = []
  const reader = response.body?.getReader()
  await expect(
    (async () => {
      for (let part = await reader?.read(); part?.value; part = await reader?.read()) got.push(...part.value)
    })(),
  ).rejects.toThrow('chunk 3 does not match the seal')
  expect(Uint8Array.from(got)).toEqual(bytes.slice(100, 192))
})

test('nothing is read before it is asked for, and nothing after cancel', async () => {
  const reads: number[] = []
  const disk: ByteSource = {
    size: 1000,
    read: (offset, length) => {
      reads.push(offset)
      return sourceOf(bytes).read(offset, length)
    },
  }
  const response = serve({ bytes: disk }, { range: 'bytes=0-' })
  await new Promise((done) => setTimeout(done, 5))
  expect(reads).toEqual([])
  const reader = response.body?.getReader()
  await reader?.read()
  await reader?.cancel()
  await new Promise((done) => setTimeout(done, 5))
  expect(reads).toEqual([0])
})

test('captions are served as text when they match their digest and not at all when they do not', async () => {
  const text = utf8('WEBVTT\n\n00:00.000 --> 00:01.000\nHalt\n')
  const caption = { sha256: toHex(sha256(text)), bytes: sourceOf(text) }
  const response = await serveCaption(caption, sha256)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/vtt; charset=utf-8'])
  expect(await response.text()).toContain('Halt')
  expect((await serveCaption({ ...caption, bytes: sourceOf(flipped(text, 9)) }, sha256)).status).toBe(404)
})
