import { equalBytes, type Hash, type Sha256 } from '../bytes.ts'
import { nodeHash } from './merkle.ts'

/** Root of `leaves[from, to)` by the definition of RFC 6962, section 2.1. */
function rangeRoot(sha256: Sha256, leaves: readonly Hash[], from: number, to: number): Hash {
  const first = leaves[from]
  if (to - from === 1 && first) return first
  if (to <= from) return sha256(new Uint8Array(0))
  const middle = from + splitOf(to - from)
  return nodeHash(sha256, rangeRoot(sha256, leaves, from, middle), rangeRoot(sha256, leaves, middle, to))
}

/** The largest power of two below n, n > 1. */
function splitOf(n: number): number {
  let split = 1
  while (split * 2 < n) split *= 2
  return split
}

/** Root over all leaves: the slow way, which the frontier must agree with. */
export function rootOfLeaves(sha256: Sha256, leaves: readonly Hash[]): Hash {
  return rangeRoot(sha256, leaves, 0, leaves.length)
}

/** Proof that the leaf at `index` (from 0) is in the tree over all leaves, lowest node first (RFC 6962, 2.1.1). */
export function inclusionProof(sha256: Sha256, leaves: readonly Hash[], index: number): readonly Hash[] {
  const proof: Hash[] = []
  let from = 0
  let to = leaves.length
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    const left = index < middle
    proof.push(left ? rangeRoot(sha256, leaves, middle, to) : rangeRoot(sha256, leaves, from, middle))
    if (left) to = middle
    else from = middle
  }
  return proof.reverse()
}

/** Proof that the tree over the first `size` leaves is the beginning of the tree over all (RFC 6962, 2.1.2). */
export function consistencyProof(sha256: Sha256, leaves: readonly Hash[], size: number): readonly Hash[] {
  if (size <= 0 || size >= leaves.length) return []
  const proof: Hash[] = []
  let from = 0
  let to = leaves.length
  let known = true
  while (size !== to) {
    const middle = from + splitOf(to - from)
    const left = size <= middle
    proof.push(left ? rangeRoot(sha256, leaves, middle, to) : rangeRoot(sha256, leaves, from, middle))
    if (left) to = middle
    else {
      from = middle
      known = false
    }
  }
  // The old root itself is known to whoever checks, unless it became an inner node further right.
  return known ? proof.reverse() : [rangeRoot(sha256, leaves, from, to), ...proof.reverse()]
}

/** Whether the proof leads from the leaf to the root, using every node of it (RFC 9162, 2.1.3.2). */
export function provesInclusion(
  sha256: Sha256,
  leaf: Hash,
  place: { readonly index: number; readonly size: number },
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (!Number.isSafeInteger(place.index) || place.index < 0 || place.index >= place.size) return false
  let index = place.index
  let last = place.size - 1
  let hash = leaf
  for (const node of proof) {
    if (last === 0 || node.length !== 32) return false
    if (index % 2 === 1 || index === last) {
      hash = nodeHash(sha256, node, hash)
      while (index % 2 === 0 && index !== 0) {
        index /= 2
        last = Math.floor(last / 2)
      }
    } else hash = nodeHash(sha256, hash, node)
    index = Math.floor(index / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equalBytes(hash, root)
}

/** A tree as others know it. */
export interface TreeHead {
  readonly size: number
  readonly root: Hash
}

/** Whether `older` is the beginning of `newer`, using every node of the proof (RFC 9162, 2.1.4.2). */
export function provesConsistency(
  sha256: Sha256,
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Hash[],
): boolean {
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root)
  if (older.size <= 0 || older.size > newer.size || proof.some((node) => node.length !== 32)) return false
  const nodes = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof
  const [first, ...rest] = nodes
  if (!first || proof.length === 0) return false
  let index = older.size - 1
  let last = newer.size - 1
  while (index % 2 === 1) {
    index = Math.floor(index / 2)
    last = Math.floor(last / 2)
  }
  let oldHash = first
  let newHash = first
  for (const node of rest) {
    if (last === 0) return false
    if (index % 2 === 1 || index === last) {
      oldHash = nodeHash(sha256, node, oldHash)
      newHash = nodeHash(sha256, node, newHash)
      while (index % 2 === 0 && index !== 0) {
        index /= 2
        last = Math.floor(last / 2)
      }
    } else newHash = nodeHash(sha256, newHash, node)
    index = Math.floor(index / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equalBytes(oldHash, older.root) && equalBytes(newHash, newer.root)
}

function isPowerOfTwo(n: number): boolean {
  let odd = n
  while (odd > 1 && odd % 2 === 0) odd /= 2
  return odd === 1
}
