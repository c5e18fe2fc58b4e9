import { forge, parseWithForge, printDer, toBinary, type Asn1 } from '../../main/crypto/forge.ts'

const { asn1 } = forge
const { Class, Type } = asn1

export { parseWithForge, printDer }
export type { Asn1 }

export function seq(...values: Asn1[]): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, values)
}

export function set(...values: Asn1[]): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.SET, true, values)
}

export function oid(id: string): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(id).getBytes())
}

export function int(value: number | string): Asn1 {
  const bytes = typeof value === 'string' ? forge.util.hexToBytes(value) : asn1.integerToDer(value).getBytes()
  return asn1.create(Class.UNIVERSAL, Type.INTEGER, false, bytes)
}

export function bool(value: boolean): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.BOOLEAN, false, value ? '\xff' : '\x00')
}

export function nil(): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.NULL, false, '')
}

export function octets(bytes: Uint8Array): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, toBinary(bytes))
}

export function bits(bytes: Uint8Array, unused = 0): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.BITSTRING, false, String.fromCharCode(unused) + toBinary(bytes))
}

export function utf8Text(text: string): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.UTF8, false, forge.util.encodeUtf8(text))
}

/** UTCTime up to 2049, GeneralizedTime after. */
export function time(at: Date): Asn1 {
  return at.getUTCFullYear() < 2050
    ? asn1.create(Class.UNIVERSAL, Type.UTCTIME, false, asn1.dateToUtcTime(at))
    : generalTime(at)
}

export function generalTime(at: Date): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.GENERALIZEDTIME, false, asn1.dateToGeneralizedTime(at))
}

/** Context tag around values (constructed). */
export function tagged(tag: number, ...values: Asn1[]): Asn1 {
  return asn1.create(Class.CONTEXT_SPECIFIC, tag, true, values)
}

/** Context tag in place of a primitive's own. */
export function implicit(tag: number, bytes: Uint8Array): Asn1 {
  return asn1.create(Class.CONTEXT_SPECIFIC, tag, false, toBinary(bytes))
}

export function raw(der: Uint8Array): Asn1 {
  return parseWithForge(der)
}
