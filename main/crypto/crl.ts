import { toHex } from '../core/bytes.ts'
import { parseExtensions, type Certificate } from './certificate.ts'
import { Der, NotAsn1, tags } from './der.ts'
import { sha256 } from './hash.ts'
import { oids } from './oids.ts'
import { parseSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts'
import { verifySignature } from './signature-value.ts'

/** A full revocation list as parsed (RFC 5280, 5). */
export interface Crl {
  readonly sha256: string
  readonly tbs: Uint8Array
  readonly issuer: Uint8Array
  readonly algorithm: SignatureAlgorithm
  readonly signature: Uint8Array
  readonly thisUpdate: number
  readonly nextUpdate: number | null
  readonly revoked: ReadonlyMap<string, number>
  /** False for delta and indirect lists, lists for some certificates or reasons only, and unknown critical extensions. */
  readonly full: boolean
}

/** A list, or undefined when the bytes are none. */
export function parseCrl(der: Uint8Array): Crl | undefined {
  try {
    return crlOf(Der.parse(der), der)
  } catch (error) {
    if (error instanceof NotAsn1) return undefined
    throw error
  }
}

function crlOf(whole: Der, der: Uint8Array): Crl {
  const tbs = whole.as(tags.sequence).child(0).as(tags.sequence)
  const fields = tbs.children[0]?.is(tags.integer) ? tbs.children.slice(1) : tbs.children
  const [algorithm, issuer, thisUpdate, ...rest] = fields
  if (!algorithm || !issuer || !thisUpdate || whole.children.length !== 3) throw new NotAsn1('crl')
  if (Buffer.compare(algorithm.bytes, whole.child(1).bytes) !== 0) throw new NotAsn1('algorithms differ')
  const next = rest[0] && (rest[0].is(tags.utcTime) || rest[0].is(tags.generalizedTime)) ? rest[0] : undefined
  const entries = rest.find((field) => field.is(tags.sequence))
  const { revoked, known } = entriesOf(entries)
  return {
    sha256: toHex(sha256(der)),
    tbs: tbs.bytes,
    issuer: issuer.bytes,
    algorithm: parseSignatureAlgorithm(whole.child(1)),
    signature: whole.child(2).bits,
    thisUpdate: thisUpdate.time,
    nextUpdate: next ? next.time : null,
    revoked,
    full: known && isFull(parseExtensions(rest.find((field) => field.is(0xa0)))),
  }
}

function entriesOf(entries: Der | undefined): { revoked: ReadonlyMap<string, number>; known: boolean } {
  const revoked = new Map<string, number>()
  let known = true
  for (const entry of entries?.children ?? []) {
    revoked.set(entry.child(0).integerHex, entry.child(1).time)
    if (!entry.children[2]) continue
    // A critical entry extension other than the reason (certificateIssuer of indirect lists) changes what the entry means.
    for (const extension of entry.child(2).children) {
      const critical = extension.child(1).is(tags.boolean) && extension.child(1).boolean
      if (critical && extension.child(0).oid !== oids.reasonCode) known = false
    }
  }
  return { revoked, known }
}

function isFull(extensions: Certificate['extensions']): boolean {
  for (const [id, { critical, value }] of extensions) {
    if (id === oids.deltaCrl) return false
    if (id === oids.issuingDistributionPoint) {
      // Only a distribution point's name may stand there: every other field narrows or widens what the list covers.
      if (Der.parse(value).children.some((field) => field.tag !== 0xa0)) return false
    } else if (critical && id !== oids.authorityKeyIdentifier) return false
  }
  return true
}

/** Whether the issuer's key made the list. */
export function isCrlOf(crl: Crl, issuer: Certificate): boolean {
  if (Buffer.compare(crl.issuer, issuer.subject) !== 0) return false
  return verifySignature(issuer.key, crl.algorithm, null, crl.tbs, crl.signature) === 'valid'
}
