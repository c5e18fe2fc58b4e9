import { equalBytes, toHex } from '../core/bytes.ts'
import type { RevocationReading } from '../core/seal/seal-reading.ts'
import { parseCertificate, parseExtensions, type Certificate } from './certificate.ts'
import { isIssuedBy } from './chain.ts'
import { Der, NotAsn1, tags } from './der.ts'
import { digest } from './hash.ts'
import { digestOids, oids } from './oids.ts'
import { extendedKeyUsage } from './path-rules.ts'
import { parseSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts'
import { verifySignature } from './signature-value.ts'

/** A basic OCSP response as parsed (RFC 6960). */
export interface OcspResponse {
  readonly tbs: Uint8Array
  readonly algorithm: SignatureAlgorithm
  readonly signature: Uint8Array
  readonly certificates: readonly Certificate[]
  readonly responder: { readonly name: Uint8Array } | { readonly keyHash: string }
  readonly answers: readonly OcspAnswer[]
}

interface OcspAnswer {
  readonly hash: string
  readonly issuerName: Uint8Array
  readonly issuerKey: Uint8Array
  readonly serial: string
  readonly state: 'good' | 'revoked' | 'unknown'
  readonly revokedAt: number | null
  readonly thisUpdate: number
  readonly nextUpdate: number | null
  /** The responder still knows of certificates that expired at or after this time (RFC 6960, 4.4.4). */
  readonly keepsSince: number | null
}

/** A response (OCSPResponse or BasicOCSPResponse), or undefined when the bytes are none. */
export function parseOcsp(der: Uint8Array): OcspResponse | undefined {
  try {
    const outer = Der.parse(der).as(tags.sequence)
    if (!outer.child(0).is(0x0a)) return basicOf(outer)
    const body = outer.child(1).as(0xa0).child(0)
    if (outer.child(0).number !== 0 || body.child(0).oid !== oids.ocspBasic) return undefined
    return basicOf(Der.parse(body.child(1).octets))
  } catch (error) {
    if (error instanceof NotAsn1) return undefined
    throw error
  }
}

function basicOf(basic: Der): OcspResponse {
  const [data, algorithm, signature, certificates] = basic.as(tags.sequence).children
  if (!data || !algorithm || !signature) throw new NotAsn1('ocsp')
  const fields = data.children.filter((field) => !field.is(0xa0))
  const [responder, , answers] = fields
  if (!responder || !answers) throw new NotAsn1('ocsp')
  const extensions = fields[3]
  if (extensions && hasCritical(extensions)) throw new NotAsn1('critical extension')
  return {
    tbs: data.bytes,
    algorithm: parseSignatureAlgorithm(algorithm),
    signature: signature.bits,
    certificates: (certificates?.child(0).children ?? []).map(({ bytes }) => parseCertificate(bytes)),
    responder: responder.is(0xa1)
      ? { name: responder.child(0).bytes }
      : { keyHash: toHex(responder.as(0xa2).child(0).octets) },
    answers: answers.as(tags.sequence).children.map(answerOf),
  }
}

function hasCritical(extensions: Der): boolean {
  return extensions.child(0).children.some((one) => one.child(1).is(tags.boolean) && one.child(1).boolean)
}

function answerOf(single: Der): OcspAnswer {
  const [id, status, thisUpdate, ...rest] = single.children
  if (!id || !status || !thisUpdate) throw new NotAsn1('ocsp answer')
  const [algorithm, issuerName, issuerKey, serial] = id.children
  if (!algorithm || !issuerName || !issuerKey || !serial) throw new NotAsn1('ocsp certificate id')
  const next = rest.find((field) => field.is(0xa0))
  return {
    hash: algorithm.child(0).oid,
    issuerName: issuerName.octets,
    issuerKey: issuerKey.octets,
    serial: serial.integerHex,
    state: status.is(0x80) ? 'good' : status.is(0xa1) ? 'revoked' : 'unknown',
    revokedAt: status.is(0xa1) ? status.child(0).time : null,
    thisUpdate: thisUpdate.time,
    nextUpdate: next ? next.child(0).time : null,
    keepsSince: archiveCutoff(rest.find((field) => field.is(0xa1))),
  }
}

function archiveCutoff(extensions: Der | undefined): number | null {
  const cutoff = extensions && parseExtensions(extensions).get(oids.ocspArchiveCutoff)
  return cutoff ? Der.parse(cutoff.value).as(tags.generalizedTime).time : null
}

/** What a response says of a certificate, if its issuer or the issuer's responder signed it. */
export function ocspStatus(
  response: OcspResponse,
  certificate: Certificate,
  issuer: Certificate,
  pool: readonly Certificate[],
): RevocationReading[] {
  const mine = response.answers.filter((answer) => isAbout(answer, certificate, issuer))
  if (mine.length === 0) return []
  const signer = responderOf(response, issuer, pool)
  if (!signer) return []
  const telling = mine.filter((answer) => answer.state !== 'good' || knowsOf(certificate, answer))
  return telling.map(({ state, thisUpdate, nextUpdate, revokedAt }) => ({
    subject: certificate.facts.subject,
    state,
    thisUpdate,
    nextUpdate,
    revokedAt,
  }))
}

/**
 * Whether silence in a list or answer of that time says anything of a certificate: once it has expired its revocation
 * may be forgotten (RFC 5280, 3.3), unless whoever answers says that he keeps it.
 */
export function knowsOf(
  { notAfter }: Certificate,
  { thisUpdate, keepsSince }: { readonly thisUpdate: number; readonly keepsSince: number | null },
): boolean {
  return thisUpdate <= notAfter || (keepsSince !== null && keepsSince <= notAfter)
}

function isAbout(answer: OcspAnswer, certificate: Certificate, issuer: Certificate): boolean {
  const name = digestOids[answer.hash]
  if (!name || answer.serial !== certificate.serial) return false
  const nameHash = digest(name, issuer.subject)
  const keyHash = digest(name, keyBytes(issuer))
  return (
    !!nameHash &&
    !!keyHash &&
    equalBytes(nameHash, answer.issuerName) &&
    equalBytes(keyHash, answer.issuerKey)
  )
}

function keyBytes(certificate: Certificate): Uint8Array {
  return Der.parse(certificate.key.spki).child(1).bits
}

/** The issuer itself, or a certificate that it issued for signing OCSP (RFC 6960, 4.2.2.2), valid when it answered. */
function responderOf(
  response: OcspResponse,
  issuer: Certificate,
  pool: readonly Certificate[],
): Certificate | undefined {
  const candidates = [issuer, ...response.certificates, ...pool]
  return candidates.find((candidate) => {
    if (!isNamed(response.responder, candidate)) return false
    if (candidate.sha256 !== issuer.sha256 && !isDelegate(candidate, issuer, response)) return false
    return (
      verifySignature(candidate.key, response.algorithm, null, response.tbs, response.signature) === 'valid'
    )
  })
}

function isNamed(responder: OcspResponse['responder'], candidate: Certificate): boolean {
  if ('name' in responder) return equalBytes(responder.name, candidate.subject)
  const hash = digest('SHA-1', keyBytes(candidate))
  return hash !== undefined && toHex(hash) === responder.keyHash
}

function isDelegate(candidate: Certificate, issuer: Certificate, { answers }: OcspResponse): boolean {
  const usage = extendedKeyUsage(candidate)
  const inTime = answers.every(
    ({ thisUpdate }) => thisUpdate >= candidate.notBefore && thisUpdate <= candidate.notAfter,
  )
  return (
    inTime &&
    usage?.purposes.includes(oids.ocspSigning) === true &&
    equalBytes(candidate.issuer, issuer.subject) &&
    isIssuedBy(candidate, issuer)
  )
}
