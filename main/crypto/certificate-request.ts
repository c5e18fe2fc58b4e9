import { createPublicKey, type KeyObject } from 'node:crypto'
import { bits, boolean, integer, octets, oid, sequence, tagged, text, universal } from './asn1-values.ts'
import { Der } from './der.ts'
import { forge, parseWithForge, printDer, type Asn1 } from './forge.ts'
import { oids } from './oids.ts'
import { parseKey } from './public-key.ts'
import { schemeFor, signWithKey } from './signing-scheme.ts'

/** Whom a certificate shall name; empty parts are left out. */
export interface RequestedName {
  readonly country: string
  readonly office: string
  readonly unit: string
  /** Role, or whatever the office's rules put into a certificate. */
  readonly name: string
}

/**
 * A certification request (PKCS#10, RFC 2986), DER: the office's CA makes a certificate from it. It asks for
 * digitalSignature and nonRepudiation and is signed by the key itself (RSA: PKCS#1 v1.5, which every CA reads).
 */
export function requestCertificate(key: KeyObject, subject: RequestedName): Uint8Array {
  const spki = new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }))
  const scheme = schemeFor(parseKey(Der.parse(spki)))
  if (!scheme) throw new TypeError('a key that does not sign')
  const info = sequence(integer(0), nameOf(subject), parseWithForge(spki), tagged(0, [extensionRequest()]))
  const signature = signWithKey(scheme, key, printDer(info))
  return printDer(sequence(info, parseWithForge(scheme.identifier), bits(signature)))
}

function nameOf({ country, office, unit, name }: RequestedName): Asn1 {
  const printable = forge.asn1.create(
    forge.asn1.Class.UNIVERSAL,
    forge.asn1.Type.PRINTABLESTRING,
    false,
    country.toUpperCase(),
  )
  const parts: readonly (readonly [string, Asn1, string])[] = [
    ['2.5.4.6', printable, country],
    ['2.5.4.10', text(office), office],
    ['2.5.4.11', text(unit), unit],
    ['2.5.4.3', text(name), name],
  ]
  const given = parts.filter(([, , value]) => value.trim() !== '')
  return sequence(...given.map(([id, value]) => set(sequence(oid(id), value))))
}

function extensionRequest(): Asn1 {
  // Bits 0 and 1, six of the eight unused.
  const usage = octets(printDer(bits(Uint8Array.of(0xc0), 6)))
  const extensions = sequence(sequence(oid(oids.keyUsage), boolean(true), usage))
  return sequence(oid('1.2.840.113549.1.9.14'), set(extensions))
}

function set(value: Asn1): Asn1 {
  return universal(forge.asn1.Type.SET, [value])
}
