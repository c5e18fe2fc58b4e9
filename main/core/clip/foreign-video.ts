import type { ByteSource } from '../bytes.ts'
import { codecOfFourCharacters } from './codec-names.ts'

/** The codec of a recording that cannot be indexed, as far as its first bytes tell; 'unknown' when they do not. */
export async function codecOfForeign(source: ByteSource): Promise<string> {
  const head = await source.read(0, Math.min(source.size, 4096))
  const text = String.fromCharCode(...head)
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'AVI ') return codecOfAvi(text)
  // A pack header of an MPEG program stream (ISO/IEC 13818-1, 2.5.3.3), or a bare sequence header.
  if (text.startsWith('\0\0\x01\xba') || text.startsWith('\0\0\x01\xb3')) return 'mpeg2video'
  return 'unknown'
}

/** The compression code stands 16 bytes into the format of the first picture stream. */
function codecOfAvi(text: string): string {
  const stream = text.indexOf('vids')
  const format = stream < 0 ? -1 : text.indexOf('strf', stream)
  return format < 0 ? 'unknown' : codecOfFourCharacters(text.slice(format + 24, format + 28))
}
