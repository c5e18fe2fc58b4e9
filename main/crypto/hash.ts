import { sha3_224, sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js'
import { createHash, hash as hashAtOnce } from 'node:crypto'
import type { Hash, Sha256 } from '../core/bytes.ts'

/** Digest algorithms that are understood. Which of them are trusted at a time is the policy's matter. */
export type DigestName =
  | 'MD5'
  | 'SHA-1'
  | 'SHA-224'
  | 'SHA-256'
  | 'SHA-384'
  | 'SHA-512'
  | 'SHA-512/256'
  | 'SHA3-224'
  | 'SHA3-256'
  | 'SHA3-384'
  | 'SHA3-512'
  | 'RIPEMD-160'

/** In one call: a million small inputs would otherwise leave a million hash objects to be collected. */
export const sha256: Sha256 = (bytes) => new Uint8Array(hashAtOnce('sha256', bytes, 'buffer'))

const nodeNames: Readonly<Partial<Record<DigestName, string>>> = {
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
}

// Electron's BoringSSL knows no SHA-3: one implementation for both, so that both judge alike.
const sha3: Readonly<Partial<Record<DigestName, (bytes: Uint8Array) => Uint8Array>>> = {
  'SHA3-224': sha3_224,
  'SHA3-256': sha3_256,
  'SHA3-384': sha3_384,
  'SHA3-512': sha3_512,
}

/** The digest, or undefined for an algorithm that is known by name only (MD5, RIPEMD-160, SHA-512/256). */
export function digest(name: DigestName, bytes: Uint8Array): Hash | undefined {
  const node = nodeNames[name]
  if (node) return new Uint8Array(createHash(node).update(bytes).digest())
  return sha3[name]?.(bytes)
}

/** A digest that grows with its input; undefined as for `digest`. */
export function startDigest(
  name: DigestName,
): { update(bytes: Uint8Array): void; digest(): Hash } | undefined {
  const node = nodeNames[name]
  if (node) {
    const hash = createHash(node)
    return { update: (bytes) => void hash.update(bytes), digest: () => new Uint8Array(hash.digest()) }
  }
  const hash = { 'SHA3-224': sha3_224, 'SHA3-256': sha3_256, 'SHA3-384': sha3_384, 'SHA3-512': sha3_512 }[
    name as string
  ]
  const running = hash?.create()
  return running && { update: (bytes) => void running.update(bytes), digest: () => running.digest() }
}

/** Node's name of a digest that node:crypto can sign and verify with, on OpenSSL and BoringSSL. */
export function nodeDigest(name: DigestName): string | undefined {
  return nodeNames[name]
}
