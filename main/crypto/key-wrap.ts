import { createCipheriv, createDecipheriv } from 'node:crypto'
import { concatBytes, equalBytes } from '../core/bytes.ts'
import { startDigest, type DigestName } from './hash.ts'

/** What a key is wrapped with beside it (RFC 3394, 2.2.3.1). */
const check = new Uint8Array(8).fill(0xa6)

/** A key of whole 8-byte blocks wrapped under a 32-byte key (RFC 3394). Electron's library has no cipher of that name. */
export function wrapKey(wrapping: Uint8Array, key: Uint8Array): Uint8Array {
  const blocks = blocksOf(key)
  const cipher = createCipheriv('aes-256-ecb', wrapping, null).setAutoPadding(false)
  let head: Uint8Array = check
  for (let round = 0; round < 6; round++)
    for (let i = 0; i < blocks.length; i++) {
      const out = new Uint8Array(cipher.update(concatBytes(head, blocks[i] ?? check)))
      head = counted(out.subarray(0, 8), round * blocks.length + i + 1)
      blocks[i] = out.subarray(8)
    }
  return concatBytes(head, ...blocks)
}

/** The wrapped key, or undefined when it was not wrapped under this one. */
export function unwrapKey(wrapping: Uint8Array, wrapped: Uint8Array): Uint8Array | undefined {
  if (wrapped.length < 24 || wrapped.length > 1024 || wrapped.length % 8 !== 0) return undefined
  const [first = check, ...blocks] = blocksOf(wrapped)
  const cipher = createDecipheriv('aes-256-ecb', wrapping, null).setAutoPadding(false)
  let head: Uint8Array = first
  for (let round = 5; round >= 0; round--)
    for (let i = blocks.length - 1; i >= 0; i--) {
      const mixed = concatBytes(counted(head, round * blocks.length + i + 1), blocks[i] ?? check)
      const out = new Uint8Array(cipher.update(mixed))
      head = out.subarray(0, 8)
      blocks[i] = out.subarray(8)
    }
  return equalBytes(head, check) ? concatBytes(...blocks) : undefined
}

function blocksOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / 8 }, (_, i) => bytes.subarray(8 * i, 8 * i + 8))
}

/** The head with the step counted into it; never more than 6 × 128 steps here. */
function counted(head: Uint8Array, step: number): Uint8Array {
  const mixed = Uint8Array.from(head)
  mixed[6] = (mixed[6] ?? 0) ^ (step >> 8)
  mixed[7] = (mixed[7] ?? 0) ^ (step & 0xff)
  return mixed
}

/** 32 bytes by the key derivation of ANSI X9.63 (SEC 1, 3.6.1) from a shared secret. */
export function deriveX963(name: DigestName, secret: Uint8Array, shared: Uint8Array): Uint8Array {
  const digest = startDigest(name)
  digest?.update(secret)
  digest?.update(Uint8Array.of(0, 0, 0, 1))
  digest?.update(shared)
  // No digest in use here is shorter than the 32 bytes, so that one round is enough.
  return (digest?.digest() ?? new Uint8Array()).subarray(0, 32)
}
