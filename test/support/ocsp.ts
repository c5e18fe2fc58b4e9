import { createHash } from 'node:crypto'
import type { Certificate } from '../../main/crypto/certificate.ts'
import { Der } from '../../main/crypto/der.ts'
import { forge } from '../../main/crypto/forge.ts'
import {
  bits,
  generalTime,
  implicit,
  int,
  octets,
  oid,
  printDer,
  raw,
  seq,
  tagged,
  type Asn1,
} from './asn1.ts'
import { algorithmOf, signWith, type Holder } from './pki.ts'

export interface OcspOrder {
  readonly about: Certificate
  readonly issuer: Holder
  /** Who answers; the issuer itself unless said. */
  readonly responder?: Holder
  readonly revokedAt?: Date
  readonly thisUpdate: Date
  readonly nextUpdate?: Date
}

const SHA1 = '1.3.14.3.2.26'

function sha1(bytes: Uint8Array): Uint8Array {
  return createHash('sha1').update(bytes).digest()
}

/** An OCSPResponse, DER. */
export function makeOcsp(order: OcspOrder): Uint8Array {
  const responder = order.responder ?? order.issuer
  const key = Der.parse(order.issuer.certificate.key.spki).child(1).bits
  const id = seq(
    seq(oid(SHA1)),
    octets(sha1(order.issuer.certificate.subject)),
    octets(sha1(key)),
    int(order.about.serial),
  )
  const status = order.revokedAt ? tagged(1, generalTime(order.revokedAt)) : implicit(0, new Uint8Array())
  const next = order.nextUpdate ? [tagged(0, generalTime(order.nextUpdate))] : []
  const data = seq(
    tagged(1, raw(responder.certificate.subject)),
    generalTime(order.thisUpdate),
    seq(seq(id, status, generalTime(order.thisUpdate), ...next)),
  )
  const signature = bits(signWith(responder.key, printDer(data)))
  const basic = seq(
    data,
    algorithmOf(responder.key),
    signature,
    tagged(0, seq(raw(responder.certificate.der))),
  )
  return printDer(seq(enumerated(0), tagged(0, seq(oid('1.3.6.1.5.5.7.48.1.1'), octets(printDer(basic))))))
}

function enumerated(value: number): Asn1 {
  return forge.asn1.create(
    forge.asn1.Class.UNIVERSAL,
    forge.asn1.Type.ENUMERATED,
    false,
    String.fromCharCode(value),
  )
}
