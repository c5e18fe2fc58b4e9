import { equalBytes } from '../core/bytes.ts'
import { Der, NotAsn1, tags } from './der.ts'
import { forge, parseWithForge, printDer, toBinary, type Asn1 } from './forge.ts'
import { digest } from './hash.ts'
import { oids } from './oids.ts'
import { parseCms } from './read-cms.ts'

const { asn1 } = forge
const { Class, Type } = asn1
const SHA256 = '2.16.840.1.101.3.4.2.1'

/**
 * A request for a token over a signature value (RFC 3161, 2.4.1): SHA-256, certificate wanted. Without a nonce: the
 * answer is carried by hand and is bound by the value itself, which occurs once.
 */
export function timestampRequest(signature: Uint8Array): Uint8Array {
  const imprint = sequence(sequence(oid(SHA256), nothing()), octets(hashOf(signature)))
  return printDer(sequence(integer(1), imprint, truth()))
}

/** Why the answer of a time-stamping authority cannot be used. */
export type TokenRefusal = 'notAResponse' | 'notGranted' | 'otherSignature'

/** The token of a granted response, or a bare token, for exactly this signature value. */
export function tokenFor(signature: Uint8Array, response: Uint8Array): Uint8Array | TokenRefusal {
  const token = tokenIn(response)
  if (typeof token === 'string') return token
  try {
    const cms = parseCms(token)
    if (!cms?.content || cms.contentType !== oids.tstInfo) return 'notAResponse'
    const imprint = Der.parse(cms.content).as(tags.sequence).child(2)
    const same = imprint.child(0).child(0).oid === SHA256
    return same && equalBytes(imprint.child(1).octets, hashOf(signature)) ? token : 'otherSignature'
  } catch (error) {
    if (error instanceof NotAsn1) return 'notAResponse'
    throw error
  }
}

function tokenIn(response: Uint8Array): Uint8Array | 'notAResponse' | 'notGranted' {
  if (parseCms(response)) return response
  try {
    const whole = Der.parse(response).as(tags.sequence)
    const status = whole.child(0).as(tags.sequence).child(0)
    // 0 granted, 1 granted with modifications (RFC 3161, 2.4.2).
    const granted = status.content.length === 1 && (status.content[0] ?? 9) <= 1
    return granted ? whole.child(1).bytes : 'notGranted'
  } catch (error) {
    if (error instanceof NotAsn1) return 'notAResponse'
    throw error
  }
}

/** The CMS with the token as its one unsigned attribute (CAdES-T, EN 319 122-1, 5.3); undefined when it has any. */
export function withTimestamp(cms: Uint8Array, token: Uint8Array): Uint8Array | undefined {
  const whole = parseWithForge(cms)
  const parsed = parseWithForge(token)
  // Printed anew a token that is no DER would not be what was signed.
  if (!equalBytes(printDer(parsed), token)) return undefined
  const info = signerInfoOf(whole)
  if (!info || info.some((part) => part.tagClass === Class.CONTEXT_SPECIFIC && part.type.valueOf() === 1))
    return undefined
  const attribute = sequence(oid(oids.signatureTimestamp), universal(Type.SET, [parsed]))
  info.push(asn1.create(Class.CONTEXT_SPECIFIC, 1, true, [attribute]))
  return printDer(whole)
}

/** The parts of the one SignerInfo. */
function signerInfoOf(whole: Asn1): Asn1[] | undefined {
  const data = partsOf(partsOf(partsOf(whole)?.[1])?.[0])
  const infos = partsOf(data?.at(-1))
  return infos?.length === 1 ? partsOf(infos[0]) : undefined
}

function partsOf(value: Asn1 | undefined): Asn1[] | undefined {
  return Array.isArray(value?.value) ? value.value : undefined
}

function hashOf(bytes: Uint8Array): Uint8Array {
  const hash = digest('SHA-256', bytes)
  if (!hash) throw new TypeError('no SHA-256')
  return hash
}

function universal(type: forge.asn1.Type, values: Asn1[]): Asn1 {
  return asn1.create(Class.UNIVERSAL, type, true, values)
}

function sequence(...values: Asn1[]): Asn1 {
  return universal(Type.SEQUENCE, values)
}

function oid(id: string): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(id).getBytes())
}

function octets(bytes: Uint8Array): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, toBinary(bytes))
}

function integer(value: number): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.INTEGER, false, asn1.integerToDer(value).getBytes())
}

function nothing(): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.NULL, false, '')
}

function truth(): Asn1 {
  return asn1.create(Class.UNIVERSAL, Type.BOOLEAN, false, '\xff')
}
