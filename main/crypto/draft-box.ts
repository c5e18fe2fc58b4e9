import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import { concatBytes, utf8 } from '../core/bytes.ts'

/** "asvtdrf" and version 1: what is sealed here is a person's own unsigned words. */
const magic = concatBytes(utf8('asvtdrf'), Uint8Array.of(1))
const [nonceLength, tagLength] = [12, 16]

/** 32 bytes that only the holder of this private key can make, for a purpose of that name (HKDF-SHA-256 over its PKCS#8). */
export function secretOf(key: KeyObject, purpose: string): Uint8Array {
  const plain = key.export({ type: 'pkcs8', format: 'der' })
  const secret = new Uint8Array(hkdfSync('sha256', plain, new Uint8Array(0), `asservat ${purpose}`, 32))
  plain.fill(0)
  return secret
}

export function makeDraftKey(): Uint8Array {
  return new Uint8Array(randomBytes(32))
}

/** AES-256-GCM under the key; `bound` (case and person) must be the same to open it again. */
export function sealSecret(key: Uint8Array, plain: Uint8Array, bound: string): Uint8Array {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(concatBytes(magic, utf8(bound)))
  return concatBytes(magic, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag())
}

/** What was sealed, or undefined when anything is another: key, bytes, case or person. */
export function openSecret(key: Uint8Array, sealed: Uint8Array, bound: string): Uint8Array | undefined {
  if (sealed.length < magic.length + nonceLength + tagLength) return undefined
  const body = sealed.subarray(magic.length)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, nonceLength))
    decipher.setAAD(concatBytes(sealed.subarray(0, magic.length), utf8(bound)))
    decipher.setAuthTag(body.subarray(-tagLength))
    return concatBytes(decipher.update(body.subarray(nonceLength, -tagLength)), decipher.final())
  } catch {
    return undefined
  }
}
