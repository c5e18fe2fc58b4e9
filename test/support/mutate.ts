import fc from 'fast-check'

/** One change to bytes. Positions are shares of the length, so that one change fits inputs of any length. */
export type Change =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'set'; readonly at: number; readonly value: number }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'double'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'move'; readonly from: number; readonly at: number; readonly length: number }
  | { readonly kind: 'number'; readonly at: number; readonly width: number; readonly value: number }

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
const length = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 2000 }))
// What parsers stumble over: ends of ranges, lengths in DER, signatures of ZIP records.
const telling = fc.constantFrom(
  0,
  1,
  0x7f,
  0x80,
  0x81,
  0x84,
  0xff,
  0xffff,
  0x7fffffff,
  0x80000000,
  0xffffffff,
  0x04034b50,
  0x02014b50,
  0x06054b50,
)

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: share, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('set' as const), at: share, value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: share, length }),
  fc.record({ kind: fc.constant('double' as const), at: share, length }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: share,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }),
  }),
  fc.record({ kind: fc.constant('move' as const), from: share, at: share, length }),
  fc.record({
    kind: fc.constant('number' as const),
    at: share,
    width: fc.constantFrom(1, 2, 4),
    value: telling,
  }),
)

/** One to six changes. */
export const changes: fc.Arbitrary<readonly Change[]> = fc.array(change, { minLength: 1, maxLength: 6 })

export function mutated(bytes: Uint8Array, list: readonly Change[]): Uint8Array {
  return list.reduce(applied, bytes)
}

function applied(bytes: Uint8Array, one: Change): Uint8Array {
  const at = Math.floor(one.at * bytes.length)
  const before = bytes.subarray(0, at)
  const behind = bytes.subarray(at)
  switch (one.kind) {
    case 'flip':
      return joined(before, [(bytes[at] ?? 0) ^ (1 << one.bit)], behind.subarray(1))
    case 'set':
      return joined(before, [one.value], behind.subarray(1))
    case 'cut':
      return joined(before, behind.subarray(one.length))
    case 'double':
      return joined(before, behind.subarray(0, one.length), behind)
    case 'insert':
      return joined(before, one.bytes, behind)
    case 'move': {
      const from = Math.floor(one.from * bytes.length)
      return joined(before, bytes.subarray(from, from + one.length), behind)
    }
    case 'number': {
      const digits = Array.from({ length: one.width }, (_, i) => Math.floor(one.value / 256 ** i) % 256)
      return joined(before, digits, behind.subarray(one.width))
    }
  }
}

function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}
