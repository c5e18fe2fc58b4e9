import { createPublicKey, type KeyObject } from 'node:crypto'
import { tryCertificate, type Certificate } from './certificate.ts'
import { Der, NotAsn1 } from './der.ts'
import { oids } from './oids.ts'
import { pemBlocks } from './pem.ts'
import { keyAlgorithmOf, parseKey } from './public-key.ts'

/** All certificates of a file as CAs hand it out: PEM, one in DER, or a PKCS#7 bundle (.p7b) in either. Empty for none. */
export function certificatesIn(bytes: Uint8Array): readonly Certificate[] {
  const bare = pemBlocks(bytes, 'CERTIFICATE')
  const bundles = pemBlocks(bytes, 'PKCS7') ?? [bytes]
  const ders = bare && bare.length > 0 ? bare : [...bundles.flatMap(bundled), ...(bare ? [] : [bytes])]
  return ders.flatMap((der) => tryCertificate(der) ?? [])
}

/** Certificates of a SignedData without a signer (RFC 5652, 5.1). */
function bundled(der: Uint8Array): readonly Uint8Array[] {
  return attempt(() => {
    const content = Der.parse(der)
    if (content.child(0).oid !== oids.signedData) return []
    return (
      content
        .child(1)
        .child(0)
        .find(0xa0)
        ?.children.map(({ bytes }) => bytes) ?? []
    )
  })
}

/** The SubjectPublicKeyInfo (DER) in a certification request in PEM; undefined when it is none. */
export function requestedKey(pem: Uint8Array): Uint8Array | undefined {
  const [der] = pemBlocks(pem, 'CERTIFICATE REQUEST') ?? []
  const [spki] = der ? attempt(() => [Der.parse(der).child(0).child(2).bytes]) : []
  return spki
}

function attempt(read: () => readonly Uint8Array[]): readonly Uint8Array[] {
  try {
    return read()
  } catch (error) {
    if (error instanceof NotAsn1) return []
    throw error
  }
}

/** "RSA 3072", "EC P-256": what a person compares. */
export function keyAlgorithmOfKey(key: KeyObject): string {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return keyAlgorithmOf(parseKey(Der.parse(new Uint8Array(spki))))
}
