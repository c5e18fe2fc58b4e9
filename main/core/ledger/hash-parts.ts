import type { Hash, Sha256 } from '../bytes.ts'

// One place for all short inputs: a million entries would otherwise leave three million arrays to be collected. Nothing
// is kept in it between two calls, and a hash never asks for another one while it is computed.
let bench = new Uint8Array(4096)

/** SHA-256 of the prefix byte and the two parts, one behind the other. */
export function hashParts(sha256: Sha256, prefix: number, first: Uint8Array, second: Uint8Array): Hash {
  const length = 1 + first.length + second.length
  if (length > bench.length) bench = new Uint8Array(2 * length)
  bench[0] = prefix
  bench.set(first, 1)
  bench.set(second, 1 + first.length)
  return sha256(bench.subarray(0, length))
}
