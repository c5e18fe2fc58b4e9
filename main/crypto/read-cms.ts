import { concatBytes, joinBytes } from '../core/bytes.ts'
import { tryCertificate, type Certificate } from './certificate.ts'
import { Der, NotAsn1, isStrictDer, tags } from './der.ts'
import type { DigestName } from './hash.ts'
import { oids } from './oids.ts'
import {
  parseDigestAlgorithm,
  parseSignatureAlgorithm,
  type SignatureAlgorithm,
} from './signature-algorithm.ts'

/** A SignedData as parsed (RFC 5652, 5); nothing in it is verified yet. */
export interface Cms {
  readonly contentType: string
  /** As they lie in the file, for what is stamped byte by byte: contentType, encapContentInfo, certificates, lists. */
  readonly contentTypeBytes: Uint8Array
  readonly encapsulated: Uint8Array
  readonly certificatesBytes: Uint8Array | undefined
  readonly listsBytes: Uint8Array | undefined
  /** Each certificate and each list (or other revocation data) as it lies there. */
  readonly enclosed: readonly Uint8Array[]
  readonly lists: readonly Uint8Array[]
  /** Encapsulated content; undefined when detached. */
  readonly content: Uint8Array | undefined
  readonly certificates: readonly Certificate[]
  /** Certificates of other kinds or that could not be parsed. */
  readonly strangeCertificates: number
  readonly crls: readonly Uint8Array[]
  /** OCSP responses (RFC 5940). */
  readonly ocsp: readonly Uint8Array[]
  readonly digests: readonly (DigestName | null)[]
  readonly signers: readonly CmsSigner[]
  /** DER throughout, versions as RFC 5652 wants them, nothing that has no place. */
  isStrict(): boolean
}

export interface CmsAttribute {
  readonly oid: string
  /** The whole attribute, and its type alone, as they lie there. */
  readonly bytes: Uint8Array
  readonly typeBytes: Uint8Array
  readonly values: readonly Der[]
}

export interface CmsSigner {
  readonly identifier:
    { readonly issuer: Uint8Array; readonly serial: string } | { readonly keyId: Uint8Array }
  readonly digest: DigestName | null
  readonly algorithm: SignatureAlgorithm
  readonly attributes: readonly CmsAttribute[]
  /** The signed attributes as DER SET OF, sorted, as RFC 5652, 5.4 has them signed; undefined when there are none. */
  readonly signedBytes: Uint8Array | undefined
  /** The same as they are stored. */
  readonly storedBytes: Uint8Array | undefined
  readonly signature: Uint8Array
  readonly unsigned: readonly CmsAttribute[]
  /** All fields but the unsigned attributes, as they lie there. */
  readonly fields: readonly Uint8Array[]
}

// More than any honest signature has, and little enough to be judged in seconds.
const MOST_SIGNERS = 64
const MOST_CERTIFICATES = 512

/** A SignedData, or undefined when the bytes are none. */
export function parseCms(bytes: Uint8Array, padded = false): Cms | undefined {
  try {
    const whole = Der.parse(bytes, padded)
    return cmsOf(whole)
  } catch (error) {
    if (error instanceof NotAsn1) return undefined
    throw error
  }
}

function cmsOf(whole: Der): Cms {
  if (whole.as(tags.sequence).child(0).oid !== oids.signedData) throw new NotAsn1('not SignedData')
  const data = whole.child(1).as(0xa0).child(0).as(tags.sequence)
  const [version, digests, encapsulated, ...rest] = data.children
  if (!version || !digests || !encapsulated) throw new NotAsn1('SignedData')
  const infos = rest.at(-1)
  if (!infos?.is(tags.set)) throw new NotAsn1('no signerInfos')
  if (infos.children.length > MOST_SIGNERS) throw new NotAsn1('too many signers')
  const enclosed = rest.find((field) => field.is(0xa0))?.children ?? []
  if (enclosed.length > MOST_CERTIFICATES) throw new NotAsn1('too many certificates')
  const certificates = enclosed.map((item) => certificateAt(item))
  const lists = rest.find((field) => field.is(0xa1))?.children ?? []
  const content = encapsulated.children[1]?.as(0xa0).child(0).octets
  const contentType = encapsulated.as(tags.sequence).child(0).oid
  const byKey = infos.children.some((info) => !info.child(1).is(tags.sequence))
  // RFC 5652, 5.1: certificates of other kinds make it 5; other content, or a signer named by its key, 3.
  const expected = certificates.includes(undefined) ? 5 : contentType === oids.data && !byKey ? 1 : 3
  return {
    contentType,
    contentTypeBytes: encapsulated.child(0).bytes,
    encapsulated: encapsulated.bytes,
    certificatesBytes: rest.find((field) => field.is(0xa0))?.bytes,
    listsBytes: rest.find((field) => field.is(0xa1))?.bytes,
    enclosed: enclosed.map(({ bytes }) => bytes),
    lists: lists.map(({ bytes }) => bytes),
    content,
    certificates: certificates.flatMap((one) => one ?? []),
    strangeCertificates: certificates.filter((one) => one === undefined).length,
    crls: lists.filter((item) => item.is(tags.sequence)).map((item) => item.bytes),
    ocsp: lists.flatMap(ocspOf),
    digests: digests.as(tags.set).children.map(parseDigestAlgorithm),
    signers: infos.children.map(parseSigner),
    isStrict: () => isStrict(whole, data, expected),
  }
}

function isStrict(whole: Der, data: Der, version: number): boolean {
  try {
    const infos = data.children.at(-1)?.children ?? []
    return (
      whole.children.length === 2 &&
      data.children.length <= 6 &&
      !whole.indefinite &&
      data.child(0).as(tags.integer).number === version &&
      infos.every(
        (info) => info.child(0).as(tags.integer).number === (info.child(1).is(tags.sequence) ? 1 : 3),
      ) &&
      setsAreSorted(data) &&
      isStrictDer(whole.bytes)
    )
  } catch (error) {
    if (error instanceof NotAsn1) return false
    throw error
  }
}

/** The sets that signers write: certificates, lists and each signer's attributes (X.690, 11.6). */
function setsAreSorted(data: Der): boolean {
  const infos = data.children.at(-1)?.children ?? []
  const attributes = infos.flatMap((info) => info.children.filter(({ tag }) => tag === 0xa0 || tag === 0xa1))
  const lists = data.children.filter(({ tag }) => tag === 0xa0 || tag === 0xa1)
  return [...attributes, ...lists].every(({ children }) =>
    children.every(
      (child, i) => i === 0 || Buffer.compare(children[i - 1]?.bytes ?? child.bytes, child.bytes) < 0,
    ),
  )
}

function certificateAt(item: Der): Certificate | undefined {
  return item.is(tags.sequence) ? tryCertificate(item.bytes) : undefined
}

function ocspOf(item: Der): Uint8Array[] {
  return item.is(0xa1) && item.child(0).oid === oids.ocspResponse ? [item.child(1).bytes] : []
}

/** A SignerInfo; also the value of a countersignature. */
export function parseSigner(info: Der): CmsSigner {
  const [version, identifier, digest, ...rest] = info.as(tags.sequence).children
  if (!version || !identifier || !digest) throw new NotAsn1('SignerInfo')
  const signed = rest[0]?.is(0xa0) ? rest[0] : undefined
  const [algorithm, signature, unsigned, more] = signed ? rest.slice(1) : rest
  if (!algorithm || !signature || more) throw new NotAsn1('SignerInfo')
  return {
    identifier: identifierOf(identifier),
    digest: parseDigestAlgorithm(digest),
    algorithm: parseSignatureAlgorithm(algorithm),
    attributes: attributesOf(signed),
    signedBytes:
      signed && setOf(signed.children.map(({ bytes }) => bytes).sort((a, b) => Buffer.compare(a, b))),
    storedBytes: signed && setOf(signed.children.map(({ bytes }) => bytes)),
    signature: signature.octets,
    unsigned: attributesOf(unsigned?.as(0xa1)),
    fields: [version, identifier, digest, ...(signed ? [signed] : []), algorithm, signature].map(
      ({ bytes }) => bytes,
    ),
  }
}

function identifierOf(value: Der): CmsSigner['identifier'] {
  if (value.is(0x80)) return { keyId: value.content }
  return { issuer: value.as(tags.sequence).child(0).bytes, serial: value.child(1).integerHex }
}

function attributesOf(set: Der | undefined): CmsAttribute[] {
  return (set?.children ?? []).map((attribute) => {
    const values = attribute.child(1).as(tags.set).children
    if (values.length > MOST_SIGNERS) throw new NotAsn1('too many values')
    return {
      oid: attribute.child(0).oid,
      bytes: attribute.bytes,
      typeBytes: attribute.child(0).bytes,
      values,
    }
  })
}

/** DER SET OF the given values, in the given order. */
export function setOf(values: readonly Uint8Array[]): Uint8Array {
  const content = joinBytes(values)
  return concatBytes(Uint8Array.of(tags.set), lengthBytes(content.length), content)
}

/** Length octets in DER. */
export function lengthBytes(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Uint8Array.of(0x80 | bytes.length, ...bytes)
}

/** The one value of a signed attribute; `repeated` when it is there twice or has several values. */
export function singleValue(attributes: readonly CmsAttribute[], oid: string): Der | 'absent' | 'repeated' {
  const found = attributes.filter((attribute) => attribute.oid === oid)
  if (found.length === 0) return 'absent'
  const value = found[0]?.values[0]
  return found.length === 1 && found[0]?.values.length === 1 && value ? value : 'repeated'
}
