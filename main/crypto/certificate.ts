import { toHex } from '../core/bytes.ts'
import type { CertificateFacts } from '../core/seal/bundle-facts.ts'
import { Der, NotAsn1, tags } from './der.ts'
import { printName } from './distinguished-name.ts'
import { sha256 } from './hash.ts'
import { oids } from './oids.ts'
import { statedUse } from './path-rules.ts'
import { keyAlgorithmOf, parseKey, type PublicKey } from './public-key.ts'
import { parseSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts'

/** A certificate as parsed (RFC 5280); nothing about it is verified yet. */
export interface Certificate {
  readonly der: Uint8Array
  readonly sha256: string
  readonly tbs: Uint8Array
  readonly serial: string
  /** DER of the names, for comparing byte by byte. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly notBefore: number
  readonly notAfter: number
  readonly key: PublicKey
  readonly algorithm: SignatureAlgorithm
  readonly signature: Uint8Array
  readonly extensions: ReadonlyMap<string, { readonly critical: boolean; readonly value: Uint8Array }>
  readonly facts: CertificateFacts
}

/** Throws `NotAsn1`; `tryCertificate` does not. */
export function parseCertificate(der: Uint8Array): Certificate {
  const whole = Der.parse(der).as(tags.sequence)
  const tbs = whole.child(0).as(tags.sequence)
  const { serial, issuer, validity, subject, spki, extensions } = fieldsOf(tbs, whole)
  const [notBefore, notAfter] = [validity.child(0).time, validity.child(1).time]
  const key = parseKey(spki)
  const hash = toHex(sha256(der))
  const parsed = parseExtensions(extensions)
  return {
    der,
    sha256: hash,
    tbs: tbs.bytes,
    serial: serial.integerHex,
    issuer: issuer.as(tags.sequence).bytes,
    subject: subject.as(tags.sequence).bytes,
    notBefore,
    notAfter,
    key,
    algorithm: parseSignatureAlgorithm(whole.child(1)),
    signature: whole.child(2).bits,
    extensions: parsed,
    facts: {
      // A certificate without a name is called by its number: no sentence may speak of nobody.
      subject: printName(subject) || `serialNumber=${serial.integerHex}`,
      issuer: printName(issuer) || '–',
      serial: serial.integerHex,
      sha256: hash,
      notBefore: timeText(notBefore),
      notAfter: timeText(notAfter),
      keyAlgorithm: keyAlgorithmOf(key),
      ...statedUse({ extensions: parsed }),
    },
  }
}

/** The fields of TBSCertificate (RFC 5280, 4.1), which must all be there. */
function fieldsOf(tbs: Der, whole: Der) {
  const fields = tbs.children[0]?.is(0xa0) ? tbs.children.slice(1) : tbs.children
  const [serial, algorithm, issuer, validity, subject, spki, ...rest] = fields
  if (!serial || !algorithm || !issuer || !validity || !subject || !spki || whole.children.length !== 3)
    throw new NotAsn1('certificate')
  // RFC 5280, 4.1.1.2: both places name the same algorithm, else one of them was exchanged.
  if (Buffer.compare(algorithm.bytes, whole.child(1).bytes) !== 0) throw new NotAsn1('algorithms differ')
  return { serial, issuer, validity, subject, spki, extensions: rest.find((field) => field.is(0xa3)) }
}

/** A parsed certificate, or undefined when the bytes are none. */
export function tryCertificate(der: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(der)
  } catch (error) {
    if (error instanceof NotAsn1) return undefined
    throw error
  }
}

/** Extensions by identifier; a repeated one is refused (RFC 5280, 4.2). */
export function parseExtensions(
  wrapper: Der | undefined,
): ReadonlyMap<string, { readonly critical: boolean; readonly value: Uint8Array }> {
  const extensions = new Map<string, { critical: boolean; value: Uint8Array }>()
  for (const extension of wrapper?.child(0).children ?? []) {
    const id = extension.child(0).oid
    if (extensions.has(id)) throw new NotAsn1('extension twice')
    const critical = extension.child(1).is(tags.boolean) ? extension.child(1).boolean : false
    const value = extension.children.at(-1)
    if (!value) throw new NotAsn1('extension')
    extensions.set(id, { critical, value: value.octets })
  }
  return extensions
}

/** RFC 3339, UTC, whole seconds. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** Identifier of the subject's key as the certificate states it, lower-case hex. */
export function subjectKeyId(certificate: Certificate): string | undefined {
  const extension = certificate.extensions.get(oids.subjectKeyIdentifier)
  return extension && toHex(Der.parse(extension.value).octets)
}

/** Key identifier of the issuer as the certificate or list states it, lower-case hex. */
export function authorityKeyId(extensions: Certificate['extensions']): string | undefined {
  const extension = extensions.get(oids.authorityKeyIdentifier)
  const id = extension && Der.parse(extension.value).find(0x80)
  return id && toHex(id.content)
}
