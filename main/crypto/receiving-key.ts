import { constants, createPublicKey, diffieHellman, privateDecrypt, type KeyObject } from 'node:crypto'
import { bits, sequence } from './asn1-values.ts'
import type { Certificate } from './certificate.ts'
import { Der } from './der.ts'
import { parseWithForge, printDer } from './forge.ts'
import { nodeDigest } from './hash.ts'
import type { ReceivingKey } from './read-envelope.ts'

/** A key in this process's memory as a recipient's. */
export function receivingKey(key: KeyObject, certificate: Certificate): ReceivingKey {
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  return {
    certificate,
    decryptOaep: async (digest, encrypted) =>
      attempt(() => privateDecrypt({ key, padding, oaepHash: nodeDigest(digest) }, encrypted)),
    agree: async (point) =>
      attempt(() => diffieHellman({ privateKey: key, publicKey: pointOnCurveOf(certificate, point) })),
  }
}

/** A public key like the certificate's own, with another point; the library refuses what is not on the curve. */
function pointOnCurveOf({ key }: Certificate, point: Uint8Array): KeyObject {
  const method = parseWithForge(Der.parse(key.spki).child(0).bytes)
  const spki = printDer(sequence(method, bits(point)))
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
}

/** A key of another kind, a point off the curve, a padding that does not fit: all the same, it is not for this key. */
function attempt(decrypt: () => Buffer): Uint8Array | undefined {
  try {
    return decrypt()
  } catch {
    return undefined
  }
}
