import type { Hash, Sha256 } from '../bytes.ts'
import { hashParts } from './hash-parts.ts'

/**
 * The right edge of an RFC 6962 tree: one root for each complete subtree, largest first. It is all that is needed to
 * add a leaf or to know the root, so a ledger of a million entries opens without reading them.
 */
export interface Frontier {
  readonly size: number
  readonly nodes: readonly Hash[]
}

export const emptyFrontier: Frontier = { size: 0, nodes: [] }

/** Hash of an entry as a leaf: SHA-256(0x00 ‖ body ‖ signature). The signature has 64 bytes, so nothing is ambiguous. */
export function leafHash(sha256: Sha256, body: Uint8Array, signature: Uint8Array): Hash {
  return hashParts(sha256, 0, body, signature)
}

/** Hash of an inner node (RFC 6962, section 2.1). */
export function nodeHash(sha256: Sha256, left: Hash, right: Hash): Hash {
  return hashParts(sha256, 1, left, right)
}

/** The frontier after one more leaf; the old one stays as it was. */
export function addLeaf(sha256: Sha256, frontier: Frontier, leaf: Hash): Frontier {
  const nodes = [...frontier.nodes]
  let node = leaf
  // Every trailing one bit of the size is a complete subtree of the same height as the node being carried.
  for (let rest = frontier.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = nodes.pop()
    if (!left) throw new RangeError(`frontier of ${frontier.size} is short`)
    node = nodeHash(sha256, left, node)
  }
  nodes.push(node)
  return { size: frontier.size + 1, nodes }
}

/** The tree's root; of the empty tree it is SHA-256 of nothing. */
export function rootOf(sha256: Sha256, frontier: Frontier): Hash {
  const [last, ...others] = [...frontier.nodes].reverse()
  if (!last) return sha256(new Uint8Array(0))
  return others.reduce((root, left) => nodeHash(sha256, left, root), last)
}

/** Whether the number of nodes fits the size: one for each bit that is set. */
export function isFrontier(frontier: Frontier): boolean {
  let bits = 0
  for (let rest = frontier.size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2
  return frontier.nodes.length === bits && frontier.nodes.every((node) => node.length === 32)
}
