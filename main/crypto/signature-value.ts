import { p256, p384, p521 } from '@noble/curves/nist.js'
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js'
import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { equalBytes } from '../core/bytes.ts'
import { Der, tags } from './der.ts'
import { forge, printDer, toBinary, type Asn1 } from './forge.ts'
import { digest, nodeDigest, type DigestName } from './hash.ts'
import { digestOids, oids, type Curve } from './oids.ts'
import { forgePss } from './pss.ts'
import type { PublicKey } from './public-key.ts'
import type { SignatureAlgorithm } from './signature-algorithm.ts'

/** What a signature value came to. `unsupported`: the algorithm is not known here; it is neither good nor bad. */
export type SignatureState = 'valid' | 'invalid' | 'unsupported'

/** Smaller RSA exponents invite forgery (FIPS 186-5, 5.1): such keys vouch for nothing. */
export const LEAST_EXPONENT = 65537

/**
 * Whether `signature` is the key's over the bytes. The digest is the message's own where the algorithm names none.
 * Never throws: whatever a library throws means that nothing was verified.
 */
export function verifySignature(
  key: PublicKey,
  algorithm: SignatureAlgorithm,
  messageDigest: DigestName | null,
  bytes: Uint8Array,
  signature: Uint8Array,
  leastExponent = LEAST_EXPONENT,
): SignatureState {
  const name = algorithm.digest ?? messageDigest
  if (!algorithm.scheme || !name || key.kind === 'unknown') return 'unsupported'
  try {
    if (key.kind === 'rsa' && key.exponent < leastExponent) return 'invalid'
    return decide(key, algorithm, name, bytes, signature)
  } catch {
    return 'invalid'
  }
}

function decide(
  key: PublicKey,
  algorithm: SignatureAlgorithm,
  name: DigestName,
  bytes: Uint8Array,
  signature: Uint8Array,
): SignatureState {
  if (key.kind === 'ed25519' && algorithm.scheme === 'Ed25519')
    return stateOf(verify(null, bytes, publicKey(key.spki), signature))
  const hash = digest(name, bytes)
  if (!hash) return 'unsupported'
  if (key.kind === 'ec' && algorithm.scheme === 'ECDSA')
    return stateOf(verifyEcdsa(key.curve, key, name, hash, bytes, signature))
  if (key.kind !== 'rsa') return 'invalid'
  if (algorithm.scheme === 'RSA-PKCS1' && key.pss === undefined)
    return stateOf(verifyPkcs1(key.spki, name, hash, bytes, signature))
  if (algorithm.scheme === 'RSA-PSS' && algorithm.pss && pssAllowed(key.pss, algorithm))
    return stateOf(verifyPss(key.spki, algorithm, hash, bytes, signature))
  return 'invalid'
}

function stateOf(valid: boolean): SignatureState {
  return valid ? 'valid' : 'invalid'
}

function publicKey(spki: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
}

// --- RSA-PKCS1: node-forge decides, node:crypto repeats

function verifyPkcs1(
  spki: Uint8Array,
  name: DigestName,
  hash: Uint8Array,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = forgeRsaKey(spki)
  if (signature.length !== Math.ceil(key.n.bitLength() / 8)) return false
  // The whole DigestInfo is compared: a digest alone would let one algorithm's bytes pass for another's.
  const [plain, bare] = [true, false].map((withNull) =>
    matches(key, digestInfo(name, hash, withNull), signature),
  )
  const node = nodeDigest(name)
  if (node && verify(node, bytes, publicKey(spki), signature) !== plain) return false
  return plain === true || bare === true
}

function matches(key: forge.pki.rsa.PublicKey, expected: string, signature: Uint8Array): boolean {
  try {
    return key.verify(expected, toBinary(signature), 'NONE')
  } catch {
    return false
  }
}

function digestInfo(name: DigestName, hash: Uint8Array, withNull: boolean): string {
  const { asn1 } = forge
  const oid = Object.entries(digestOids).find(([, value]) => value === name)?.[0] ?? ''
  const node = (type: number, constructed: boolean, value: string | Asn1[]): Asn1 =>
    asn1.create(asn1.Class.UNIVERSAL, type, constructed, value)
  const identifier = [node(asn1.Type.OID, false, asn1.oidToDer(oid).getBytes())]
  if (withNull) identifier.push(node(asn1.Type.NULL, false, ''))
  const info = node(asn1.Type.SEQUENCE, true, [
    node(asn1.Type.SEQUENCE, true, identifier),
    node(asn1.Type.OCTETSTRING, false, toBinary(hash)),
  ])
  return asn1.toDer(info).getBytes()
}

/** From the bare numbers: forge knows no id-RSASSA-PSS keys. */
function forgeRsaKey(spki: Uint8Array): forge.pki.rsa.PublicKey {
  const numbers = Der.parse(Der.parse(spki).child(1).bits)
  const big = (hex: string): forge.jsbn.BigInteger => new forge.jsbn.BigInteger(hex, 16)
  return forge.pki.setRsaPublicKey(big(numbers.child(0).integerHex), big(numbers.child(1).integerHex))
}

/** The same key under rsaEncryption: node's libraries refuse id-RSASSA-PSS keys in places. */
function asRsaEncryption(spki: Uint8Array): Uint8Array {
  const value = Der.parse(spki)
  if (value.child(0).child(0).oid === oids.rsa) return spki
  const { asn1 } = forge
  const node = (type: number, constructed: boolean, content: string | Asn1[]): Asn1 =>
    asn1.create(asn1.Class.UNIVERSAL, type, constructed, content)
  return printDer(
    node(asn1.Type.SEQUENCE, true, [
      node(asn1.Type.SEQUENCE, true, [
        node(asn1.Type.OID, false, asn1.oidToDer(oids.rsa).getBytes()),
        node(asn1.Type.NULL, false, ''),
      ]),
      node(asn1.Type.BITSTRING, false, toBinary(value.child(1).content)),
    ]),
  )
}

// --- RSA-PSS

function pssAllowed(
  own:
    | { readonly digest: DigestName; readonly mgfDigest: DigestName; readonly saltLength: number }
    | null
    | undefined,
  algorithm: SignatureAlgorithm,
): boolean {
  const used = algorithm.pss
  if (!own || !used) return true
  // RFC 4055, 1.2: same hashes, and a salt at least as long as the key demands.
  return own.digest === used.digest && own.mgfDigest === used.mgfDigest && used.saltLength >= own.saltLength
}

function verifyPss(
  spki: Uint8Array,
  algorithm: SignatureAlgorithm,
  hash: Uint8Array,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  const parameters = algorithm.pss
  if (!parameters) return false
  const key = forgeRsaKey(spki)
  if (signature.length !== Math.ceil(key.n.bitLength() / 8)) return false
  const decided = key.verify(toBinary(hash), toBinary(signature), forgePss(parameters))
  const node = nodeDigest(parameters.digest)
  if (!node || parameters.mgfDigest !== parameters.digest) return decided
  const repeated = verify(
    node,
    bytes,
    { key: publicKey(asRsaEncryption(spki)), padding: 6, saltLength: parameters.saltLength },
    signature,
  )
  return decided && repeated
}

// --- ECDSA

const curves = {
  'P-256': p256,
  'P-384': p384,
  'P-521': p521,
  brainpoolP256r1,
  brainpoolP384r1,
  brainpoolP512r1,
} as const satisfies Readonly<Record<Curve, unknown>>

function verifyEcdsa(
  curve: Curve,
  key: { readonly spki: Uint8Array; readonly point: Uint8Array },
  name: DigestName,
  hash: Uint8Array,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!isStrictEcdsa(signature)) return false
  const node = nodeDigest(name)
  if (node && curve.startsWith('P-')) return verify(node, bytes, publicKey(key.spki), signature)
  // BoringSSL knows neither brainpool nor SHA-3; the same code decides in plain Node.
  return curves[curve].verify(signature, hash, key.point, { prehash: false, lowS: false, format: 'der' })
}

/** SEQUENCE of two positive INTEGERs in DER: a signature has one spelling. */
function isStrictEcdsa(signature: Uint8Array): boolean {
  const value = Der.parse(signature)
  if (!value.is(tags.sequence) || value.children.length !== 2) return false
  const again = value.children.every(({ tag, content }) => {
    const [first = 0x80, second = 0x80] = content
    return tag === tags.integer && first < 0x80 && !(content.length > 1 && first === 0 && second < 0x80)
  })
  return again && equalBytes(signature, value.bytes)
}
