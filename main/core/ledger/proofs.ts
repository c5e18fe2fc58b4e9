import { equalBytes, type Hash, type Sha256 } from '../bytes.ts'
import { nodeHash } from './merkle.ts'

/** All leaves of a tree with its inner nodes, each hashed once: made where many proofs are wanted. */
export class MerkleTree {
  readonly #sha256: Sha256
  /** Level k holds the roots of the complete subtrees of 2^k leaves. */
  readonly #levels: (readonly Hash[])[]

  constructor(sha256: Sha256, leaves: readonly Hash[]) {
    this.#sha256 = sha256
    this.#levels = [leaves]
    for (let below = leaves; below.length > 1;) {
      below = pairsOf(below).map(([left, right]) => nodeHash(sha256, left, right))
      this.#levels.push(below)
    }
  }

  get size(): number {
    return this.#levels[0]?.length ?? 0
  }

  get root(): Hash {
    return this.#rangeRoot(0, this.size)
  }

  /** Proof that the leaf at `index` (from 0) is in the tree, lowest node first (RFC 6962, 2.1.1). */
  inclusionProof(index: number): readonly Hash[] {
    return this.#walk(index, (from, to) => to - from > 1).proof
  }

  /** Proof that the tree over the first `size` leaves is the beginning of this one (RFC 6962, 2.1.2). */
  consistencyProof(size: number): readonly Hash[] {
    if (size <= 0 || size >= this.size) return []
    const { proof, from, to } = this.#walk(size - 1, (_, end) => size !== end)
    // The old root itself is known to whoever checks, unless it became an inner node further right.
    return from === 0 ? proof : [this.#rangeRoot(from, to), ...proof]
  }

  /** Goes down to a leaf and takes the root of each half that is left behind. */
  #walk(index: number, further: (from: number, to: number) => boolean) {
    const proof: Hash[] = []
    let from = 0
    let to = this.size
    while (further(from, to)) {
      const middle = from + splitOf(to - from)
      const left = index < middle
      proof.push(left ? this.#rangeRoot(middle, to) : this.#rangeRoot(from, middle))
      if (left) to = middle
      else from = middle
    }
    return { proof: proof.reverse(), from, to }
  }

  /** Root of the leaves from `from` up to `to`, not counted, by the definition of RFC 6962, section 2.1. */
  #rangeRoot(from: number, to: number): Hash {
    const length = to - from
    if (length === 0) return this.#sha256(new Uint8Array(0))
    const whole = length === 1 || length === 2 * splitOf(length)
    const known = whole ? this.#levels[Math.round(Math.log2(length))]?.[from / length] : undefined
    if (known) return known
    const middle = from + splitOf(length)
    return nodeHash(this.#sha256, this.#rangeRoot(from, middle), this.#rangeRoot(middle, to))
  }
}

/** The largest power of two below n, n > 1. */
function splitOf(n: number): number {
  let split = 1
  while (split * 2 < n) split *= 2
  return split
}

function pairsOf(nodes: readonly Hash[]): readonly (readonly [Hash, Hash])[] {
  const pairs: (readonly [Hash, Hash])[] = []
  for (let at = 0; at + 1 < nodes.length; at += 2) {
    const [left, right] = nodes.slice(at, at + 2)
    if (left && right) pairs.push([left, right])
  }
  return pairs
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
