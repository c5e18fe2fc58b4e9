import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { SigningIdentity } from '../../main/core/signing.ts'
import { signCades } from '../../main/crypto/cades.ts'
import { parseCertificate, type Certificate } from '../../main/crypto/certificate.ts'
import { toPem } from '../../main/crypto/pem.ts'
import type { Trust } from '../../main/crypto/trust.ts'
import { trustFrom } from '../../main/crypto/trust-file.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import {
  bits,
  bool,
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
  utf8Text,
  type Asn1,
} from './asn1.ts'

/** A certificate together with its private key. */
export interface Holder {
  readonly certificate: Certificate
  readonly key: KeyObject
}

export interface CertificateOrder {
  readonly name: string
  /** Undefined: self-issued. */
  readonly issuer?: Holder
  readonly key?: KeyObject
  readonly ca?: boolean
  readonly pathLength?: number
  /** Bits of keyUsage (0 digitalSignature, 1 nonRepudiation, 5 keyCertSign, 6 cRLSign); null leaves it out. */
  readonly usage?: readonly number[] | null
  readonly from?: Date
  readonly to?: Date
  readonly serial?: string
  readonly organisation?: string
  /** More extensions, each a whole Extension. */
  readonly extensions?: readonly Asn1[]
}

export const early = new Date('2024-01-01T00:00:00Z')
export const late = new Date('2050-01-01T00:00:00Z')
let counter = 0x1000

export function ecKey(curve: 'prime256v1' | 'secp384r1' | 'secp521r1' = 'prime256v1'): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: curve }).privateKey
}

export function rsaKey(bitLength = 2048): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: bitLength }).privateKey
}

export function name(common: string, organisation = 'MUSTER'): Asn1 {
  const part = (id: string, text: string): Asn1 => set(seq(oid(id), utf8Text(text)))
  return seq(part('2.5.4.6', 'DE'), part('2.5.4.10', organisation), part('2.5.4.3', common))
}

export function extension(id: string, value: Asn1, critical = false): Asn1 {
  const body = octets(printDer(value))
  return critical ? seq(oid(id), bool(true), body) : seq(oid(id), body)
}

/** A certificate made to order; every part that a rule looks at can be made wrong. */
export function makeCertificate(order: CertificateOrder): Holder {
  const key = order.key ?? ecKey()
  const subject = name(order.name, order.organisation)
  const signer = order.issuer?.key ?? key
  const spki = raw(spkiOf(key))
  const tbs = seq(
    tagged(0, int(2)),
    int(order.serial ?? (counter++).toString(16).padStart(8, '4')),
    algorithmOf(signer),
    order.issuer ? raw(order.issuer.certificate.subject) : subject,
    seq(time(order.from ?? early), time(order.to ?? late)),
    subject,
    spki,
    tagged(3, seq(...extensionsFor(order, key))),
  )
  const der = printDer(seq(tbs, algorithmOf(signer), bits(signWith(signer, printDer(tbs)))))
  return { certificate: parseCertificate(der), key }
}

function extensionsFor(order: CertificateOrder, key: KeyObject): Asn1[] {
  const ca = order.ca ?? false
  const usage = order.usage === undefined ? (ca ? [5, 6] : [0, 1]) : order.usage
  const length = order.pathLength === undefined ? [] : [int(order.pathLength)]
  return [
    ...(ca ? [extension('2.5.29.19', seq(bool(true), ...length), true)] : []),
    ...(usage ? [extension('2.5.29.15', usageBits(usage), true)] : []),
    extension('2.5.29.14', octets(keyId(spkiOf(key)))),
    ...(order.issuer
      ? [extension('2.5.29.35', seq(implicitOctets(keyId(order.issuer.certificate.key.spki))))]
      : []),
    ...(order.extensions ?? []),
  ]
}

function implicitOctets(bytes: Uint8Array): Asn1 {
  const value = octets(bytes)
  return { ...value, tagClass: 0x80, type: 0 }
}

function usageBits(usage: readonly number[]): Asn1 {
  const highest = Math.max(...usage)
  const bytes = new Uint8Array(Math.floor(highest / 8) + 1)
  for (const bit of usage) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  return bits(bytes, 7 - (highest & 7))
}

function keyId(spki: Uint8Array): Uint8Array {
  return sha256(spki).subarray(0, 20)
}

export function spkiOf(key: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }))
}

/** Algorithm identifier with which a key signs certificates and lists. */
export function algorithmOf(key: KeyObject): Asn1 {
  if (key.asymmetricKeyType === 'rsa') return seq(oid('1.2.840.113549.1.1.11'), nil())
  if (key.asymmetricKeyType === 'ed25519') return seq(oid('1.3.101.112'))
  const strong = key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? '2' : '3'
  return seq(oid(`1.2.840.10045.4.3.${strong}`))
}

export function signWith(key: KeyObject, bytes: Uint8Array): Uint8Array {
  if (key.asymmetricKeyType === 'ed25519') return sign(null, bytes, key)
  const strong = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve !== 'prime256v1'
  return sign(strong ? 'sha384' : 'sha256', bytes, key)
}

export interface CrlOrder {
  readonly issuer: Holder
  readonly revoked?: readonly { readonly serial: string; readonly at: Date }[]
  readonly thisUpdate?: Date
  readonly nextUpdate?: Date | null
  readonly extensions?: readonly Asn1[]
  /** The list of entries as it is to stand there, well formed or not. */
  readonly entries?: Asn1
}

/** A revocation list, DER. */
export function makeCrl(order: CrlOrder): Uint8Array {
  const entries = (order.revoked ?? []).map(({ serial, at }) => seq(int(serial), time(at)))
  const next = order.nextUpdate === null ? [] : [time(order.nextUpdate ?? late)]
  const tbs = seq(
    int(1),
    algorithmOf(order.issuer.key),
    raw(order.issuer.certificate.subject),
    time(order.thisUpdate ?? early),
    ...next,
    ...(order.entries ? [order.entries] : entries.length > 0 ? [seq(...entries)] : []),
    tagged(0, seq(extension('2.5.29.20', int(1)), ...(order.extensions ?? []))),
  )
  return printDer(seq(tbs, algorithmOf(order.issuer.key), bits(signWith(order.issuer.key, printDer(tbs)))))
}

export function trustIn(anchors: readonly Holder[], crls: readonly Uint8Array[]): Trust {
  return trustFrom([
    ...anchors.map(({ certificate }, i) => ({
      name: `${i}.pem`,
      bytes: Buffer.from(toPem(certificate.der, 'CERTIFICATE')),
    })),
    ...crls.map((bytes, i) => ({ name: `${i}.crl`, bytes })),
  ])
}

/** The signing identity of a holder, chain without the root. */
export function identityOf(
  holder: Holder,
  chain: readonly Holder[] = [],
  crls: readonly Uint8Array[] = [],
): SigningIdentity {
  const signer = {
    key: holder.key,
    certificate: holder.certificate.der,
    chain: chain.map(({ certificate }) => certificate.der),
  }
  return {
    facts: holder.certificate.facts,
    certificate: holder.certificate.der,
    chain: signer.chain,
    sample: false,
    signCms: (content, signingTime) => Promise.resolve(signCades(content, signer, { signingTime, crls })),
  }
}

/** A root with an empty list, and a device below it that may seal: what most tests need. */
export function makeOffice(key?: { readonly root?: KeyObject; readonly device?: KeyObject }) {
  const root = makeCertificate({ name: 'Test Root', ca: true, ...(key?.root ? { key: key.root } : {}) })
  const device = makeCertificate({
    name: 'Test Device',
    issuer: root,
    ...(key?.device ? { key: key.device } : {}),
  })
  const crl = makeCrl({ issuer: root })
  return { root, device, crl, trust: trustIn([root], [crl]), identity: identityOf(device) }
}
