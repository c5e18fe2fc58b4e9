import { forge, printDer, toBinary, type Asn1 } from './forge.ts'

const { asn1 } = forge
const { Class, Type } = asn1

export function sorted(values: readonly Asn1[]): Asn1[] {
  return [...values].sort((a, b) => Buffer.compare(printDer(a), printDer(b)))
}

export function universal(type: forge.asn1.Type, values: Asn1[]): Asn1 {
  return asn1.create(Class.UNIVERSAL, type, true, values)
}

export function sequence(...values: Asn1[]): Asn1 {
  return universal(Type.SEQUENCE, values)
}

export function tagged(tag: number, values: Asn1[]): Asn1 {
  return asn1.create(Class.CONTEXT_SPECIFIC, tag, true, values)
}

export function oid(id: string): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(id).getBytes())
}

export function octets(bytes: Uint8Array): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, toBinary(bytes))
}

export function integer(value: number): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.INTEGER, false, asn1.integerToDer(value).getBytes())
}

export function algorithm(id: string, parameters: 'null' | 'absent'): Asn1 {
  const nothing = asn1.create(Class.UNIVERSAL, Type.NULL, false, '')
  return sequence(oid(id), ...(parameters === 'null' ? [nothing] : []))
}

export function bits(bytes: Uint8Array, unused = 0): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.BITSTRING, false, String.fromCharCode(unused) + toBinary(bytes))
}

export function boolean(value: boolean): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.BOOLEAN, false, value ? '\xff' : '\x00')
}

export function text(value: string): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.UTF8, false, forge.util.encodeUtf8(value))
}
