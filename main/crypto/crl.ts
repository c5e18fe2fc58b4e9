import { toHex } from '../core/bytes.ts'
import { parseExtensions, type Certificate } from './certificate.ts'
import { Der, NotAsn1, tags } from './der.ts'
import { sha256 } from './hash.ts'
import { oids } from './oids.ts'
import { maySignLists } from './path-rules.ts'
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
  /** When the certificate with this serial number was revoked; null: not named; a list that breaks off says nothing. */
  revokedAt(serial: string): number | null | 'unreadable'
  /** It still names certificates that expired at or after this time (X.509, 9.5.2.11); null: those may be gone from it. */
  readonly keepsSince: number | null
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
  const known: readonly number[] = [tags.utcTime, tags.generalizedTime, tags.sequence, 0xa0]
  // What nobody knows there could be the entries in disguise.
  if (rest.some(({ tag }) => !known.includes(tag))) throw new NotAsn1('crl')
  const next = rest[0] && (rest[0].is(tags.utcTime) || rest[0].is(tags.generalizedTime)) ? rest[0] : undefined
  const entries = rest.find((field) => field.is(tags.sequence))
  const extensions = parseExtensions(rest.find((field) => field.is(0xa0)))
  return {
    sha256: toHex(sha256(der)),
    tbs: tbs.bytes,
    issuer: issuer.bytes,
    algorithm: parseSignatureAlgorithm(whole.child(1)),
    signature: whole.child(2).bits,
    thisUpdate: thisUpdate.time,
    nextUpdate: next ? next.time : null,
    revokedAt: (serial) => revokedAt(entries, serial),
    keepsSince: keepsSince(extensions),
    full: isFull(extensions),
  }
}

/** Lists grow to 100,000 entries: they are walked through, never unfolded. */
function revokedAt(entries: Der | undefined, serial: string): number | null | 'unreadable' {
  try {
    for (const entry of entries?.each() ?? []) {
      const [number, time] = entry.each()
      if (number?.integerHex === serial && time) return time.time
    }
    return null
  } catch (error) {
    if (error instanceof NotAsn1) return 'unreadable'
    throw error
  }
}

function keepsSince(extensions: Certificate['extensions']): number | null {
  const stated = extensions.get(oids.expiredCertsOnCrl)
  return stated ? Der.parse(stated.value).as(tags.generalizedTime).time : null
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

/** Whether the issuer's key made the list, and may make lists. */
export function isCrlOf(crl: Crl, issuer: Certificate): boolean {
  if (Buffer.compare(crl.issuer, issuer.subject) !== 0 || !maySignLists(issuer)) return false
  return verifySignature(issuer.key, crl.algorithm, null, crl.tbs, crl.signature) === 'valid'
}
