import { NotAsn1, tags, type Der } from './der.ts'
import type { DigestName } from './hash.ts'
import { digestOids, oids, signatureOids, type Scheme } from './oids.ts'

/** Parameters of RSASSA-PSS (RFC 4055, 3.1), defaults filled in. */
export interface PssParameters {
  readonly digest: DigestName
  readonly mgfDigest: DigestName
  readonly saltLength: number
}

/** How a signature was made. `digest` is null where the identifier leaves it to the message (rsaEncryption). */
export interface SignatureAlgorithm {
  readonly oid: string
  readonly scheme: Scheme | null
  readonly digest: DigestName | null
  readonly pss: PssParameters | null
}

export function parseSignatureAlgorithm(identifier: Der): SignatureAlgorithm {
  const oid = identifier.as(tags.sequence).child(0).oid
  const known = signatureOids[oid]
  const parameters = identifier.children[1]
  if (identifier.children.length > 2) throw new NotAsn1('algorithm')
  if (!known) return { oid, scheme: null, digest: null, pss: null }
  const [scheme, digest] = known
  if (scheme !== 'RSA-PSS') {
    refuseParameters(parameters)
    return { oid, scheme, digest, pss: null }
  }
  if (!parameters) throw new NotAsn1('PSS without parameters')
  const pss = parsePssParameters(parameters)
  return { oid, scheme, digest: pss.digest, pss }
}

/** Digest algorithm by its identifier; null when unknown. */
export function parseDigestAlgorithm(identifier: Der): DigestName | null {
  refuseParameters(identifier.as(tags.sequence).children[1])
  if (identifier.children.length > 2) throw new NotAsn1('algorithm')
  return digestOids[identifier.child(0).oid] ?? null
}

/** Parameters of all but PSS are absent or NULL; anything else is a place to hide bytes. */
function refuseParameters(parameters: Der | undefined): void {
  if (parameters && !(parameters.is(tags.null) && parameters.content.length === 0))
    throw new NotAsn1('parameters')
}

export function parsePssParameters(value: Der): PssParameters {
  const field = (tag: number): Der | undefined => value.as(tags.sequence).find(tag)?.child(0)
  const mgf = field(0xa1)
  if (mgf && mgf.child(0).oid !== oids.mgf1) throw new NotAsn1('mask generation')
  const trailer = field(0xa3)
  if (trailer && trailer.number !== 1) throw new NotAsn1('trailer')
  return {
    digest: digestOf(field(0xa0)),
    mgfDigest: digestOf(mgf?.child(1)),
    saltLength: field(0xa2)?.number ?? 20,
  }
}

function digestOf(identifier: Der | undefined): DigestName {
  if (!identifier) return 'SHA-1'
  const name = parseDigestAlgorithm(identifier)
  if (!name) throw new NotAsn1('digest')
  return name
}
