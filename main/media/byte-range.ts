/** Bytes of a file, both ends counted, as HTTP counts them. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * The one range that a `Range` header asks for (RFC 9110, 14.1.2). `whole` when there is none or the header
 * is one we need not honour (several ranges, another unit); `unsatisfiable` when it begins past the end.
 */
export function parseRange(header: string | null, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const spec = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  const from = spec?.[1] ?? ''
  const to = spec?.[2] ?? ''
  if (from === '' && to === '') return 'whole'
  if (from === '') return suffix(Number(to), size)
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return 'whole'
  return first < size ? { first, last } : 'unsatisfiable'
}

function suffix(length: number, size: number): ByteRange | 'unsatisfiable' {
  if (length === 0 || size === 0) return 'unsatisfiable'
  return { first: Math.max(0, size - length), last: size - 1 }
}
