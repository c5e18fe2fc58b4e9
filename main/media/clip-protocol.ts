import { fromHex, type ByteSource, type Sha256 } from '../core/bytes.ts'
import { recordingOf, verifyChunk, type SealedClip } from '../core/chunks/verify-chunk.ts'
import { parseRange, type ByteRange } from './byte-range.ts'
import { BrokenChunkError, type VerifiedSource } from './verified-source.ts'

/**
 * What a clip may call itself on the page's origin. Measured: bytes of a bundle run as script when they come
 * as octet-stream or under a type of their own choice, so there is no other type than these.
 * QuickTime and Matroska are played by the MP4 and WebM readers.
 */
const servedTypes: Readonly<Record<string, string>> = {
  'video/mp4': 'video/mp4',
  'video/quicktime': 'video/mp4',
  'video/x-m4v': 'video/mp4',
  'video/webm': 'video/webm',
  'video/x-matroska': 'video/webm',
  'video/mp2t': 'video/mp2t',
  'video/x-msvideo': 'video/x-msvideo',
  'audio/mp4': 'audio/mp4',
  'audio/mpeg': 'audio/mpeg',
  'audio/ogg': 'audio/ogg',
  'audio/wav': 'audio/wav',
  'audio/webm': 'audio/webm',
}

const captionLimit = 4 * 1024 * 1024

/** The headers that keep evidence inert on the page's origin. */
export const inert = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cache-Control': 'no-store',
}

/** A clip for `<video>` or `fetch`: lazily, and only bytes that match the seal. A broken chunk ends the stream with an error. */
export function serveClip(request: Request, clip: SealedClip, source: VerifiedSource): Response {
  const type = servedTypes[clip.mediaType]
  if (!type) return new Response(null, { status: 415, headers: inert })
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response(null, { status: 405, headers: inert })
  const { size } = recordingOf(clip)
  const range = parseRange(request.headers.get('range'), size)
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...inert, 'Content-Range': `bytes */${size}` } })
  }
  const part = range === 'whole' ? { first: 0, last: size - 1 } : range
  const headers = {
    ...inert,
    'Content-Type': type,
    'Accept-Ranges': 'bytes',
    'Content-Length': String(part.last - part.first + 1),
    ...(range === 'whole' ? {} : { 'Content-Range': `bytes ${part.first}-${part.last}/${size}` }),
  }
  const body = request.method === 'HEAD' || size === 0 ? null : verifiedStream(clip, source, part)
  return new Response(body, { status: range === 'whole' ? 200 : 206, headers })
}

/** Captions whose whole file matches the digest in the manifest; 404 when it does not. */
export async function serveCaption(
  caption: { readonly sha256: string; readonly bytes: ByteSource },
  sha256: Sha256,
): Promise<Response> {
  if (caption.bytes.size > captionLimit) return new Response(null, { status: 413, headers: inert })
  const bytes = await caption.bytes.read(0, caption.bytes.size)
  const verified = verifyChunk(sha256, fromHex(caption.sha256), bytes)
  if (!verified) return new Response(null, { status: 404, headers: inert })
  const headers = {
    ...inert,
    'Content-Type': 'text/vtt; charset=utf-8',
    'Content-Length': String(verified.length),
  }
  return new Response(Uint8Array.from(verified), { status: 200, headers })
}

/** One chunk a pull. Chromium asks for all that is left and cancels soon: nothing may be read ahead of it. */
function verifiedStream(
  clip: SealedClip,
  source: VerifiedSource,
  range: ByteRange,
): ReadableStream<Uint8Array> {
  const { chunkSize } = recordingOf(clip)
  let at = range.first
  let cancelled = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = Math.floor(at / chunkSize)
        const whole = await source.readChunk(chunk)
        if (cancelled) return
        if (!whole) return controller.error(new BrokenChunkError(chunk))
        const from = at - chunk * chunkSize
        const part = whole.subarray(from, Math.min(whole.length, from + range.last - at + 1))
        at += part.length
        // A copy: whoever takes the bytes may detach them, and these are kept for the next request.
        controller.enqueue(part.slice())
        if (at > range.last) controller.close()
      },
      cancel() {
        cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
}
