import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex, type Hash } from '../../main/core/bytes.ts'
import { addLeaf, emptyFrontier, isFrontier, rootOf } from '../../main/core/ledger/merkle.ts'
import { MerkleTree, provesConsistency, provesInclusion } from '../../main/core/ledger/proofs.ts'
import { sha256 } from '../../main/crypto/hash.ts'

const leavesOf = (count: number): Hash[] =>
  Array.from({ length: count }, (_, i) => sha256(Uint8Array.of(i & 255, i >> 8)))

/** Every bit of every node turned once, one node too few, one too many. */
function* spoilt(proof: readonly Hash[]): Generator<readonly Hash[]> {
  for (const [at, node] of proof.entries()) {
    for (const bit of [0, 100, 255]) {
      const turned = node.slice()
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      yield proof.with(at, turned)
    }
  }
  if (proof.length > 0) yield proof.slice(1)
  if (proof.length > 0) yield proof.slice(0, -1)
  yield [...proof, sha256(Uint8Array.of(1))]
}

describe('the tree is that of RFC 6962', () => {
  // The inputs and roots that the tests of certificate transparency use.
  const inputs = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]
  const leaves = inputs.map((input) =>
    createHash('sha256').update(Buffer.of(0)).update(Buffer.from(input, 'hex')).digest(),
  )

  test('root by root', () => {
    const sizes = leaves.map((_, i) => leaves.slice(0, i + 1))
    expect(sizes.map((some) => toHex(new MerkleTree(sha256, some).root))).toEqual(roots)
    let frontier = emptyFrontier
    expect(leaves.map((leaf) => toHex(rootOf(sha256, (frontier = addLeaf(sha256, frontier, leaf)))))).toEqual(
      roots,
    )
    expect(toHex(rootOf(sha256, emptyFrontier))).toBe(createHash('sha256').digest('hex'))
  })

  test('and so are a known inclusion and a known consistency proof', () => {
    const tree = new MerkleTree(sha256, leaves)
    expect(tree.inclusionProof(0).map(toHex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(tree.consistencyProof(6).map(toHex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })
})

test('the frontier knows the root of every size, and how many nodes it must have', () => {
  let frontier = emptyFrontier
  for (const [i, leaf] of leavesOf(130).entries()) {
    frontier = addLeaf(sha256, frontier, leaf)
    expect(toHex(rootOf(sha256, frontier))).toBe(toHex(new MerkleTree(sha256, leavesOf(i + 1)).root))
    expect(isFrontier(frontier)).toBe(true)
    expect(isFrontier({ ...frontier, nodes: frontier.nodes.slice(1) })).toBe(false)
  }
})

test('every leaf is proved to be in its tree, and nothing else is', () => {
  for (let size = 1; size <= 34; size++) {
    const leaves = leavesOf(size)
    const tree = new MerkleTree(sha256, leaves)
    for (const [index, leaf] of leaves.entries()) {
      const proof = tree.inclusionProof(index)
      const holds = (some: readonly Hash[], place = { index, size }) =>
        provesInclusion(sha256, leaf, place, some, tree.root)
      expect([size, index, holds(proof)]).toEqual([size, index, true])
      expect([...spoilt(proof)].some((some) => holds(some))).toBe(false)
      expect(holds(proof, { index: index + 1, size })).toBe(false)
      expect(provesInclusion(sha256, sha256(leaf), { index, size }, proof, tree.root)).toBe(false)
    }
  }
})

test('every earlier tree is proved to be the beginning of a later one, and nothing else is', () => {
  for (let size = 1; size <= 34; size++) {
    const tree = new MerkleTree(sha256, leavesOf(size))
    for (let old = 1; old <= size; old++) {
      const older = { size: old, root: new MerkleTree(sha256, leavesOf(old)).root }
      const newer = { size, root: tree.root }
      const proof = tree.consistencyProof(old)
      expect([size, old, provesConsistency(sha256, older, newer, proof)]).toEqual([size, old, true])
      expect([...spoilt(proof)].some((some) => provesConsistency(sha256, older, newer, some))).toBe(false)
      const other = { size: old, root: sha256(older.root) }
      expect(provesConsistency(sha256, other, newer, proof)).toBe(false)
    }
  }
})

test('no made-up proof ever holds', () => {
  const node = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const size = fc.integer({ min: 2, max: 5000 })
  const search = () =>
    fc.assert(
      fc.property(fc.array(node, { maxLength: 14 }), size, size, node, node, (proof, a, b, root, leaf) => {
        const [small, large] = a < b ? [a, b] : [b, a + 1]
        return (
          !provesInclusion(sha256, leaf, { index: small, size: large }, proof, root) &&
          !provesConsistency(sha256, { size: small, root }, { size: large, root: leaf }, proof)
        )
      }),
      { numRuns: 300 },
    )
  expect(search).not.toThrow()
})
