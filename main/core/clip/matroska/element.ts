/** An EBML element's header (RFC 8794): its ID with the length marker, where its body begins, and its size. */
export interface Element {
  readonly id: number
  readonly body: number
  /** undefined: not known to the writer; the element ends where one begins that cannot be its child. */
  readonly size: number | undefined
}

export const longestHeader = 12

/** The header at the front of `bytes`, which lie at `offset` of the file; undefined when it is none. */
export function elementAt(bytes: Uint8Array, offset: number): Element | undefined {
  const id = vintAt(bytes, 0, 4)
  const size = id && vintAt(bytes, id.length, 8)
  if (!id || !size) return undefined
  const unknown = size.value === 2 ** (7 * size.length) - 1
  if (!unknown && size.value > Number.MAX_SAFE_INTEGER) return undefined
  const marked = id.value + 2 ** (7 * id.length)
  return { id: marked, body: offset + id.length + size.length, size: unknown ? undefined : size.value }
}

/** A number whose length stands in its leading zeros (RFC 8794, 4), without the marker. */
export function vintAt(
  bytes: Uint8Array,
  at: number,
  longest: number,
): { readonly value: number; readonly length: number } | undefined {
  const first = bytes[at] ?? 0
  const length = Math.clz32(first) - 23
  if (length > longest || at + length > bytes.length) return undefined
  let value = first & (0xff >> length)
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0)
  return { value, length }
}

/** An unsigned integer of up to 8 bytes; undefined when it is longer or beyond what is counted exactly. */
export function uintOf(bytes: Uint8Array): number | undefined {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  return bytes.length <= 8 && Number.isSafeInteger(value) ? value : undefined
}
