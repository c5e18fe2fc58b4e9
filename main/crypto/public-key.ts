import { Der, NotAsn1, tags } from './der.ts'
import { curveOids, oids, type Curve } from './oids.ts'
import { parsePssParameters, type PssParameters } from './signature-algorithm.ts'

/** A public key by kind; `spki` is its SubjectPublicKeyInfo, DER. */
export type PublicKey =
  | {
      readonly kind: 'rsa'
      readonly spki: Uint8Array
      readonly bits: number
      readonly exponent: number
      /** Set for id-RSASSA-PSS keys: what the key itself demands (null: nothing). */
      readonly pss: PssParameters | null | undefined
    }
  | { readonly kind: 'ec'; readonly spki: Uint8Array; readonly curve: Curve; readonly point: Uint8Array }
  | { readonly kind: 'ed25519'; readonly spki: Uint8Array }
  | { readonly kind: 'unknown'; readonly spki: Uint8Array; readonly oid: string }

export function parseKey(spki: Der): PublicKey {
  const algorithm = spki.as(tags.sequence).child(0).as(tags.sequence)
  const oid = algorithm.child(0).oid
  const bytes = spki.bytes
  if (oid === oids.rsa || oid === oids.pss) {
    const parameters = algorithm.children[1]
    const pss = oid === oids.pss ? (parameters ? parsePssParameters(parameters) : null) : undefined
    return { kind: 'rsa', spki: bytes, pss, ...rsaNumbers(spki.child(1).bits) }
  }
  if (oid === oids.ec) {
    const curve = algorithm.child(1).is(tags.oid) ? curveOids[algorithm.child(1).oid] : undefined
    if (curve) return { kind: 'ec', spki: bytes, curve, point: spki.child(1).bits }
  }
  if (oid === oids.ed25519) return { kind: 'ed25519', spki: bytes }
  return { kind: 'unknown', spki: bytes, oid }
}

function rsaNumbers(bytes: Uint8Array): { bits: number; exponent: number } {
  const key = Der.parse(bytes)
  const modulus = key.child(0).integerHex
  const exponent = Number.parseInt(key.child(1).integerHex, 16)
  if (modulus === '00' || !Number.isFinite(exponent)) throw new NotAsn1('rsa key')
  const leading = Number.parseInt(modulus.slice(0, 2), 16)
  return { bits: (modulus.length / 2 - 1) * 8 + (32 - Math.clz32(leading)), exponent }
}

/** "RSA 3072", "EC P-256": what a person compares. */
export function keyAlgorithmOf(key: PublicKey): string {
  if (key.kind === 'rsa') return `RSA ${key.bits}`
  if (key.kind === 'ec') return `EC ${key.curve}`
  return key.kind === 'ed25519' ? 'Ed25519' : key.oid
}

/** Bits by which policies measure a key. */
export function keyBits(key: PublicKey): number {
  if (key.kind === 'rsa') return key.bits
  if (key.kind === 'ed25519') return 256
  return key.kind === 'ec' ? Number(/\d{3}/.exec(key.curve)?.[0] ?? 0) : 0
}
