import type { KeyObject } from 'node:crypto'
import { parseCertificate, type Certificate } from './certificate.ts'
import { algorithm, integer, octets, oid, sequence, sorted, tagged, universal } from './asn1-values.ts'
import { forge, parseWithForge, printDer, type Asn1 } from './forge.ts'
import { digest, type DigestName } from './hash.ts'
import { digestOids, oids } from './oids.ts'
import { schemeFor, signWithKey, type RsaPadding, type SigningScheme } from './signing-scheme.ts'

const { asn1 } = forge
const { Class, Type } = asn1

/** What signs: the certificate and the certificates above it (DER). */
export interface CadesCertificates {
  readonly certificate: Uint8Array
  readonly chain: readonly Uint8Array[]
}

/** The same with the key in this process's memory. */
export interface CadesSigner extends CadesCertificates {
  readonly key: KeyObject
  readonly padding?: RsaPadding
}

export interface CadesOptions {
  /** Claimed time; PDF signatures must not carry one (EN 319 142-1, 6.3). */
  readonly signingTime?: Date | undefined
  /** Revocation lists to carry along (DER). */
  readonly crls?: readonly Uint8Array[]
}

/**
 * A detached CMS over the content at level CAdES B-B (EN 319 122-1, 6): content type, message digest, ESS signing
 * certificate v2 and, when given, signing time, as a sorted SET OF. Same input and an RSA key: same bytes.
 */
export function signCades(content: Uint8Array, signer: CadesSigner, options: CadesOptions = {}): Uint8Array {
  const scheme = schemeOf(signer, signer.padding)
  const unsigned = prepare(content, signer, scheme, options)
  return unsigned.finish(signWithKey(scheme, signer.key, unsigned.bytes))
}

/** The same by a key that lies elsewhere: `sign` gets the bytes and answers with the signature as the CMS carries it. */
export async function signCadesBy(
  content: Uint8Array,
  signer: CadesCertificates & { readonly padding?: RsaPadding },
  sign: (bytes: Uint8Array, scheme: SigningScheme) => Promise<Uint8Array>,
  options: CadesOptions = {},
): Promise<Uint8Array> {
  const scheme = schemeOf(signer, signer.padding)
  const unsigned = prepare(content, signer, scheme, options)
  return unsigned.finish(await sign(unsigned.bytes, scheme))
}

function schemeOf({ certificate }: CadesCertificates, padding: RsaPadding | undefined): SigningScheme {
  const { key, facts } = parseCertificate(certificate)
  const scheme = schemeFor(key, padding)
  if (!scheme) throw new TypeError(`no signature scheme for ${facts.keyAlgorithm}`)
  return scheme
}

/** The bytes to sign, and how their signature becomes the whole CMS. */
function prepare(
  content: Uint8Array,
  signer: CadesCertificates,
  scheme: SigningScheme,
  options: CadesOptions,
): { readonly bytes: Uint8Array; finish(signature: Uint8Array): Uint8Array } {
  const certificate = parseCertificate(signer.certificate)
  const attributes = signedAttributes(content, certificate, scheme.digest, options.signingTime)
  const finish = (signature: Uint8Array): Uint8Array => {
    const info = sequence(
      integer(1),
      sequence(parseWithForge(certificate.issuer), serialOf(certificate)),
      algorithm(digestOid(scheme.digest), 'absent'),
      tagged(0, attributes),
      parseWithForge(scheme.identifier),
      octets(signature),
    )
    const data = signedData(scheme.digest, signer, options.crls ?? [], info)
    return printDer(sequence(oid(oids.signedData), tagged(0, [data])))
  }
  return { bytes: printDer(universal(Type.SET, attributes)), finish }
}

function signedData(
  name: DigestName,
  signer: CadesCertificates,
  crls: readonly Uint8Array[],
  info: Asn1,
): Asn1 {
  const certificates = sorted([signer.certificate, ...signer.chain].map(parseWithForge))
  return sequence(
    integer(1),
    universal(Type.SET, [algorithm(digestOid(name), 'absent')]),
    sequence(oid(oids.data)),
    tagged(0, certificates),
    ...(crls.length > 0 ? [tagged(1, sorted(crls.map(parseWithForge)))] : []),
    universal(Type.SET, [info]),
  )
}

function signedAttributes(
  content: Uint8Array,
  certificate: Certificate,
  name: DigestName,
  time?: Date,
): Asn1[] {
  const attribute = (id: string, value: Asn1): Asn1 => sequence(oid(id), universal(Type.SET, [value]))
  const attributes = [
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.messageDigest, octets(hashOf(name, content))),
    attribute(oids.signingCertificateV2, sequence(sequence(essCertificate(certificate)))),
  ]
  if (time) attributes.push(attribute(oids.signingTime, timeValue(time)))
  return sorted(attributes)
}

/** ESSCertIDv2 with the default hash SHA-256, which DER leaves out (RFC 5035, 4). */
function essCertificate(certificate: Certificate): Asn1 {
  const issuer = sequence(tagged(4, [parseWithForge(certificate.issuer)]))
  return sequence(octets(hashOf('SHA-256', certificate.der)), sequence(issuer, serialOf(certificate)))
}

function hashOf(name: DigestName, bytes: Uint8Array): Uint8Array {
  const hash = digest(name, bytes)
  if (!hash) throw new TypeError(`no digest ${name}`)
  return hash
}

function digestOid(name: DigestName): string {
  return Object.entries(digestOids).find(([, value]) => value === name)?.[0] ?? ''
}

function serialOf(certificate: Certificate): Asn1 {
  const hex = certificate.serial
  const positive = Number.parseInt(hex.slice(0, 2), 16) >= 0x80 ? `00${hex}` : hex
  return asn1.create(Class.UNIVERSAL, Type.INTEGER, false, forge.util.hexToBytes(positive))
}

/** UTCTime through 2049, GeneralizedTime from 2050 (RFC 5652, 11.3). */
function timeValue(time: Date): Asn1 {
  const whole = new Date(Math.floor(time.getTime() / 1000) * 1000)
  const early = whole.getUTCFullYear() < 2050
  const text = early ? asn1.dateToUtcTime(whole) : asn1.dateToGeneralizedTime(whole)
  return asn1.create(Class.UNIVERSAL, early ? Type.UTCTIME : Type.GENERALIZEDTIME, false, text)
}
