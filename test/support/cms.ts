import { createHash, sign, type KeyObject } from 'node:crypto'
import { subjectKeyId } from '../../main/crypto/certificate.ts'
import { setOf } from '../../main/crypto/read-cms.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import {
  generalTime,
  int,
  nil,
  octets,
  oid,
  printDer,
  raw,
  seq,
  set,
  tagged,
  time,
  type Asn1,
} from './asn1.ts'
import type { Holder } from './pki.ts'

/** A CMS to order: every part that a check looks at can be made wrong. */
export interface CmsOrder {
  readonly content: Uint8Array
  readonly signer: Holder
  readonly chain?: readonly Holder[]
  /** Certificate whose hash the ESS attribute carries; null leaves the attribute out. */
  readonly named?: Holder | null
  readonly signingTime?: Date | null
  /** Changes the list of signed attributes before they are signed. */
  readonly edit?: (attributes: Asn1[]) => Asn1[]
  /** How attributes are stored and signed: DER order, reversed though signed in DER order, or reversed and signed so. */
  readonly order?: 'der' | 'storedReversed' | 'signedReversed'
  readonly digestOid?: string
  readonly digestName?: string
  /** Where node's library lacks the digest. */
  readonly digest?: (bytes: Uint8Array) => Uint8Array
  readonly algorithm?: Asn1
  /** Makes the signature value over the DER of the attributes. */
  readonly value?: (bytes: Uint8Array) => Uint8Array
  readonly unsigned?: (value: Uint8Array) => Asn1[]
  readonly crls?: readonly Uint8Array[]
  readonly ocsp?: readonly Uint8Array[]
  readonly certificates?: readonly Uint8Array[]
  /** Content inside the CMS, and its type. */
  readonly inside?: boolean
  readonly contentType?: string
  readonly moreSigners?: readonly Asn1[]
  /** The signer is named by subject key identifier instead of issuer and serial number (RFC 5652, 5.3). */
  readonly byKey?: boolean
}

export const SHA256 = '2.16.840.1.101.3.4.2.1'

export function attribute(id: string, ...values: Asn1[]): Asn1 {
  return seq(oid(id), set(...values))
}

/** ESS signing-certificate-v2 that names a certificate. */
export function essAttribute(der: Uint8Array): Asn1 {
  return attribute('1.2.840.113549.1.9.16.2.47', seq(seq(seq(octets(sha256(der))))))
}

export function makeCms(order: CmsOrder): Uint8Array {
  const name = order.digestName ?? 'sha256'
  const type = order.contentType ?? '1.2.840.113549.1.7.1'
  const certificates =
    order.certificates ?? [order.signer, ...(order.chain ?? [])].map(({ certificate }) => certificate.der)
  const lists = [
    ...(order.crls ?? []).map(raw),
    ...(order.ocsp ?? []).map((der) => tagged(1, oid('1.3.6.1.5.5.7.16.2'), raw(der))),
  ]
  const data = seq(
    int(type === '1.2.840.113549.1.7.1' && order.byKey !== true ? 1 : 3),
    set(seq(oid(order.digestOid ?? SHA256))),
    seq(oid(type), ...(order.inside ? [tagged(0, octets(order.content))] : [])),
    tagged(0, ...sorted(certificates.map(raw))),
    ...(lists.length > 0 ? [tagged(1, ...lists)] : []),
    set(signerInfo(order, type, name), ...(order.moreSigners ?? [])),
  )
  return printDer(seq(oid('1.2.840.113549.1.7.2'), tagged(0, data)))
}

export function signerInfo(order: CmsOrder, type: string, name: string): Asn1 {
  const { certificate } = order.signer
  const attributes = sorted((order.edit ?? ((all: Asn1[]) => all))(signedAttributes(order, type, name)))
  const reversed = [...attributes].reverse()
  const signedOrder = order.order === 'signedReversed' ? reversed : attributes
  const bytes = setOf(signedOrder.map(printDer))
  const value = (order.value ?? ((input: Uint8Array) => signRaw(order.signer.key, name, input)))(bytes)
  return seq(
    int(order.byKey === true ? 3 : 1),
    order.byKey === true ? keyIdentifier(certificate) : seq(raw(certificate.issuer), int(certificate.serial)),
    seq(oid(order.digestOid ?? SHA256)),
    tagged(0, ...(order.order === undefined || order.order === 'der' ? attributes : reversed)),
    order.algorithm ?? algorithmFor(order.signer.key, name),
    octets(value),
    ...(order.unsigned ? [tagged(1, ...order.unsigned(value))] : []),
  )
}

function keyIdentifier(certificate: Holder['certificate']): Asn1 {
  const value = octets(Buffer.from(subjectKeyId(certificate) ?? '', 'hex'))
  return { ...value, tagClass: 0x80, type: 0 }
}

function signedAttributes(order: CmsOrder, type: string, name: string): Asn1[] {
  const named = order.named === undefined ? order.signer : order.named
  const claimed = order.signingTime === undefined ? new Date('2025-03-01T10:00:00Z') : order.signingTime
  return [
    attribute('1.2.840.113549.1.9.3', oid(type)),
    attribute(
      '1.2.840.113549.1.9.4',
      octets(
        (order.digest ?? ((bytes: Uint8Array) => createHash(name).update(bytes).digest()))(order.content),
      ),
    ),
    ...(named ? [essAttribute(named.certificate.der)] : []),
    ...(claimed ? [attribute('1.2.840.113549.1.9.5', time(claimed))] : []),
  ]
}

function signRaw(key: KeyObject, name: string, bytes: Uint8Array): Uint8Array {
  return key.asymmetricKeyType === 'ed25519' ? sign(null, bytes, key) : sign(name, bytes, key)
}

function algorithmFor(key: KeyObject, name: string): Asn1 {
  if (key.asymmetricKeyType === 'ed25519') return seq(oid('1.3.101.112'))
  const last = { sha256: 0, sha384: 1, sha512: 2 }[name] ?? 0
  if (key.asymmetricKeyType === 'ec') return seq(oid(`1.2.840.10045.4.3.${2 + last}`))
  return seq(oid(`1.2.840.113549.1.1.${11 + last}`), nil())
}

function sorted(values: readonly Asn1[]): Asn1[] {
  return [...values].sort((a, b) => Buffer.compare(printDer(a), printDer(b)))
}

/** An RFC 3161 token over bytes. */
export function makeToken(
  tsa: Holder,
  stamped: Uint8Array,
  at: Date,
  options: {
    readonly chain?: readonly Holder[]
    readonly crls?: readonly Uint8Array[]
    readonly hash?: Uint8Array
    readonly unsigned?: readonly Asn1[]
  } = {},
): Uint8Array {
  const info = seq(
    int(1),
    oid('1.2.3.4'),
    seq(seq(oid(SHA256)), octets(options.hash ?? sha256(stamped))),
    int(77),
    generalTime(at),
  )
  return makeCms({
    content: printDer(info),
    signer: tsa,
    inside: true,
    contentType: '1.2.840.113549.1.9.16.1.4',
    signingTime: null,
    ...(options.chain ? { chain: options.chain } : {}),
    ...(options.crls ? { crls: options.crls } : {}),
    ...(options.unsigned ? { unsigned: () => [...(options.unsigned ?? [])] } : {}),
  })
}

/** The unsigned attribute that carries a signature time stamp. */
export function signatureTimestamp(token: Uint8Array): Asn1 {
  return attribute('1.2.840.113549.1.9.16.2.14', raw(token))
}
