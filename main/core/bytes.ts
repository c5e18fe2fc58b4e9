/** 32 bytes of SHA-256. */
export type Hash = Uint8Array

/** SHA-256 as handed in by the caller; core computes no hashes of its own. */
export type Sha256 = (bytes: Uint8Array) => Hash

/** Random access to bytes that lie somewhere: a file, an entry of a container, a buffer in a test. */
export interface ByteSource {
  /** Length in bytes, fixed when the source was opened. */
  readonly size: number
  /** Exactly `length` bytes from `offset`; rejects when they cannot be had (medium removed, file shorter). */
  read(offset: number, length: number): Promise<Uint8Array>
}

/** Says whether the caller still wants the answer. An AbortSignal fits. */
export interface CancelSignal {
  readonly aborted: boolean
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return joinBytes(parts)
}

/** The parts one after the other; for lists too long to be arguments of a call. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += hexPairs[byte]
  return text
}

/** Bytes of lower-case hex, or undefined: upper case and odd lengths are another spelling of the same hash. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  )
}

/** UTF-8 of a text; a lone surrogate becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
  const ascii = asciiBytes(text)
  if (ascii) return ascii
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    pushUtf8(bytes, code >= 0xd800 && code <= 0xdfff ? 0xfffd : code)
  }
  return Uint8Array.from(bytes)
}

/** Most of what is hashed and signed is ASCII, whose bytes are its codes. */
function asciiBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0x80) return undefined
    bytes[at] = code
  }
  return bytes
}

function pushUtf8(bytes: number[], code: number): void {
  if (code < 0x80) bytes.push(code)
  else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
  else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
  else {
    bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
  }
}

/** The text of strict UTF-8 (no overlong forms, no surrogates, nothing cut), or undefined. A byte-order mark stays. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  let text = ''
  let at = 0
  while (at < bytes.length) {
    const end = asciiEnd(bytes, at)
    if (end > at) text += byteText(bytes.subarray(at, end))
    const step = end < bytes.length ? utf8At(bytes, end) : undefined
    if (!step && end < bytes.length) return undefined
    if (step) text += String.fromCodePoint(step.code)
    at = end + (step?.length ?? 0)
  }
  return text
}

function asciiEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at++
  return at
}

/** One character a byte (ISO 8859-1): right for ASCII, and for looking whether something is ASCII. */
export function byteText(bytes: Uint8Array): string {
  let text = ''
  // In pieces: the characters are arguments of one call, and their number is bounded.
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String(Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + 4096)))
  }
  return text
}

function utf8At(bytes: Uint8Array, at: number): { code: number; length: number } | undefined {
  const first = bytes[at] ?? 0
  if (first < 0x80) return { code: first, length: 1 }
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0
  if (length === 0 || at + length > bytes.length) return undefined
  let code = first & (0x7f >> length)
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i] ?? 0
    if ((next & 0xc0) !== 0x80) return undefined
    code = (code << 6) | (next & 63)
  }
  const least = [0, 0, 0x80, 0x800, 0x10000][length] ?? 0
  const surrogate = code >= 0xd800 && code <= 0xdfff
  return code < least || code > 0x10ffff || surrogate ? undefined : { code, length }
}

/** A source over bytes in memory. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) =>
      offset >= 0 && length >= 0 && offset + length <= bytes.length
        ? Promise.resolve(bytes.subarray(offset, offset + length))
        : Promise.reject(new RangeError(`bytes ${offset}+${length} of ${bytes.length}`)),
  }
}

/** The part of a source from `offset`, `size` bytes long. */
export function sliceOf(source: ByteSource, offset: number, size: number): ByteSource {
  return {
    size,
    read: (at, length) =>
      at >= 0 && length >= 0 && at + length <= size
        ? source.read(offset + at, length)
        : Promise.reject(new RangeError(`bytes ${at}+${length} of ${size}`)),
  }
}
