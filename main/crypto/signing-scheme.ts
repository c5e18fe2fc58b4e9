import { sign, type KeyObject } from 'node:crypto'
import { fromHex } from '../core/bytes.ts'
import { nodeDigest, type DigestName } from './hash.ts'
import { PSS_PADDING } from './pss.ts'
import type { PublicKey } from './public-key.ts'

/** How an RSA key signs; a key that its certificate keeps for PSS never signs otherwise. */
export type RsaPadding = 'pkcs1' | 'pss'

/** How a key signs: mechanism, digest, and the AlgorithmIdentifier (DER) that says so. */
export interface SigningScheme {
  readonly mechanism: 'RSA' | 'RSA-PSS' | 'ECDSA'
  readonly digest: DigestName
  readonly identifier: Uint8Array
}

// Written out: each is one fixed sequence of bytes, and a reader can put it into any ASN.1 viewer.
const rsa = scheme('RSA', 'SHA-256', '300d06092a864886f70d01010b0500')
/** RSASSA-PSS with SHA-256 throughout and a salt of 32 bytes (RFC 4055). */
const pss = scheme(
  'RSA-PSS',
  'SHA-256',
  '304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
)
const ecdsa: Readonly<Record<string, SigningScheme>> = {
  'P-256': scheme('ECDSA', 'SHA-256', '300a06082a8648ce3d040302'),
  'P-384': scheme('ECDSA', 'SHA-384', '300a06082a8648ce3d040303'),
  'P-521': scheme('ECDSA', 'SHA-512', '300a06082a8648ce3d040304'),
}

function scheme(mechanism: SigningScheme['mechanism'], digest: DigestName, hex: string): SigningScheme {
  return { mechanism, digest, identifier: fromHex(hex) ?? new Uint8Array() }
}

/** How a key signs, or undefined for kinds that are judged but never used for signing. */
export function schemeFor(key: PublicKey, padding: RsaPadding = 'pkcs1'): SigningScheme | undefined {
  if (key.kind === 'ec') return ecdsa[key.curve]
  if (key.kind !== 'rsa') return undefined
  return padding === 'pss' || key.pss !== undefined ? pss : rsa
}

/** The signature as CMS and PKCS#10 carry it: ECDSA as DER. */
export function signWithKey(
  { mechanism, digest }: SigningScheme,
  key: KeyObject,
  bytes: Uint8Array,
): Uint8Array {
  const options = mechanism === 'RSA-PSS' ? { key, padding: PSS_PADDING, saltLength: 32 } : key
  return new Uint8Array(sign(nodeDigest(digest), bytes, options))
}
