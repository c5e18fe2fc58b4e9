import { shownType } from '../core/companion.ts'
import type { VerifiedBytes } from '../core/chunks/verify-chunk.ts'
import { parseRange } from './byte-range.ts'
import { inert } from './clip-protocol.ts'

/**
 * A photo or a sound for the window: bytes that match the seal, under the one type that their own first bytes prove.
 * Everything else is refused: whatever a document holds never comes to the page's origin.
 */
export function serveCompanion(request: Request, bytes: VerifiedBytes): Response {
  const shown = shownType(bytes)
  if (!shown) return new Response(null, { status: 415, headers: inert })
  const range = parseRange(request.headers.get('range'), bytes.length)
  if (range === 'unsatisfiable')
    return new Response(null, {
      status: 416,
      headers: { ...inert, 'Content-Range': `bytes */${bytes.length}` },
    })
  const part = range === 'whole' ? { first: 0, last: bytes.length - 1 } : range
  const headers = {
    ...inert,
    'Content-Type': shown.mediaType,
    'Accept-Ranges': 'bytes',
    'Content-Length': String(part.last - part.first + 1),
    ...(range === 'whole' ? {} : { 'Content-Range': `bytes ${part.first}-${part.last}/${bytes.length}` }),
  }
  const body = request.method === 'HEAD' ? null : Uint8Array.from(bytes.subarray(part.first, part.last + 1))
  return new Response(body, { status: range === 'whole' ? 200 : 206, headers })
}
