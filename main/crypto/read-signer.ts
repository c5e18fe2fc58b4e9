import { equalBytes, toHex } from '../core/bytes.ts'
import type { ReasonCode } from '../core/seal/reasons.ts'
import type { AlgorithmUse, SignerReading, TimestampReading } from '../core/seal/seal-reading.ts'
import type { Role } from '../core/seal/verify-signer.ts'
import { subjectKeyId, type Certificate } from './certificate.ts'
import { Der, NotAsn1, tags } from './der.ts'
import { digest, type DigestName } from './hash.ts'
import { digestOids, oids } from './oids.ts'
import { maySign } from './path-rules.ts'
import { keyBits } from './public-key.ts'
import { parseSigner, singleValue, type Cms, type CmsSigner } from './read-cms.ts'
import { noPath, readPath, type Evidence } from './read-path.ts'
import { showAttributes } from './show-attributes.ts'
import { LEAST_EXPONENT, verifySignature } from './signature-value.ts'

/** What a signature signs: its digest by any algorithm, and the bytes when they are at hand. */
export interface SignedContent {
  digest(name: DigestName): Uint8Array | undefined
  readonly bytes?: Uint8Array
}

export function contentOf(bytes: Uint8Array): SignedContent {
  return { bytes, digest: (name) => digest(name, bytes) }
}

export interface SignerContext {
  /** File that the signature lies in. */
  readonly file: string
  readonly contentType: string
  readonly content: SignedContent | undefined
  readonly evidence: Evidence
  readonly role: Role
  /** The signature as a whole, which archive time stamps are over. */
  readonly cms?: Cms
  /** Reads the tokens that a signer carries; tokens themselves carry none. */
  readonly timestamps?: (signer: CmsSigner, context: SignerContext) => readonly TimestampReading[]
  /** Countersignatures nest; so deep and no deeper. */
  readonly depth: number
}

/** All relations of one SignerInfo: certificate, attributes, content, value, path, tokens. Decides nothing. */
export function readSigner(signer: CmsSigner, context: SignerContext): SignerReading {
  const certificate = certificateOf(signer, context.evidence.certificates)
  const content = contentState(signer, context.content)
  const hash = signer.algorithm.digest ?? signer.digest
  const subject = certificate?.facts.subject ?? context.file
  return {
    signature: context.file,
    certificate: certificate?.facts ?? null,
    claimedTime: claimedTime(signer),
    algorithm: `${signer.algorithm.scheme ?? signer.algorithm.oid} / ${hash ?? '?'}`,
    attributes: showAttributes(signer.attributes),
    attributeFaults: attributeFaults(signer, context),
    namedCertificate: certificate ? namedCertificate(signer, certificate) : 'absent',
    content,
    value: certificate ? valueState(signer, certificate, context.content, content) : 'invalid',
    hashesAgree:
      signer.algorithm.digest === null ||
      signer.algorithm.scheme === 'Ed25519' ||
      signer.algorithm.digest === signer.digest,
    smallExponent: certificate?.key.kind === 'rsa' && certificate.key.exponent < LEAST_EXPONENT,
    mayPlainSign: certificate
      ? maySign(certificate, context.role === 'timestamp' ? 'timestamps' : 'documents')
      : false,
    algorithms: certificate ? usesOf(signer, certificate, subject) : [],
    path: certificate ? readPath(certificate, context.evidence, context.role) : noPath,
    timestamps: context.timestamps?.(signer, context) ?? [],
    countersigners: context.depth > 3 ? [] : countersignersOf(signer, context),
  }
}

/** Several may answer to the name; then the one whose digest the signer signed. */
function certificateOf(signer: CmsSigner, certificates: readonly Certificate[]): Certificate | undefined {
  const candidates = certificates.filter((certificate) => isNamed(signer.identifier, certificate))
  const signed = candidates.find((candidate) => namedCertificate(signer, candidate) === 'match')
  return signed ?? candidates[0]
}

function isNamed(identifier: CmsSigner['identifier'], certificate: Certificate): boolean {
  if ('keyId' in identifier) return subjectKeyId(certificate) === toHex(identifier.keyId)
  return certificate.serial === identifier.serial && equalBytes(certificate.issuer, identifier.issuer)
}

function claimedTime(signer: CmsSigner): number | null {
  const value = singleValue(signer.attributes, oids.signingTime)
  if (!(value instanceof Der)) return null
  try {
    return value.time
  } catch (error) {
    if (error instanceof NotAsn1) return null
    throw error
  }
}

/** Content type and message digest stand exactly once; a countersignature has no content type (RFC 5652, 11.4). */
function attributeFaults(
  signer: CmsSigner,
  { contentType, depth }: SignerContext,
): SignerReading['attributeFaults'] {
  const faults: { reason: ReasonCode; attribute: string }[] = []
  const wanted = depth > 0 ? (['messageDigest'] as const) : (['contentType', 'messageDigest'] as const)
  for (const attribute of wanted) {
    const value = singleValue(signer.attributes, oids[attribute])
    if (value === 'absent') faults.push({ reason: 'attributes.missing', attribute })
    else if (value === 'repeated') faults.push({ reason: 'attributes.repeated', attribute })
    else if (attribute === 'contentType' && value.oid !== contentType)
      faults.push({ reason: 'attributes.contentType', attribute })
  }
  for (const attribute of ['signingTime', 'signingCertificateV2'] as const) {
    if (singleValue(signer.attributes, oids[attribute]) === 'repeated')
      faults.push({ reason: 'attributes.repeated', attribute })
  }
  return faults
}

/** ESS signing certificate (RFC 5035): the first entry's hash is over the whole certificate. */
function namedCertificate(signer: CmsSigner, certificate: Certificate): SignerReading['namedCertificate'] {
  const values = (oid: string): readonly Der[] =>
    signer.attributes.filter((attribute) => attribute.oid === oid).flatMap((attribute) => attribute.values)
  const agrees = (value: Der): boolean => essMatches(value.child(0).child(0), certificate)
  const second = values(oids.signingCertificateV2)
  const first = values(oids.signingCertificate)
  if (second.length + first.length === 0) return 'absent'
  if (![...second, ...first].every(agrees)) return 'mismatch'
  return second.length > 0 ? 'match' : 'onlyV1'
}

function essMatches(entry: Der, certificate: Certificate): boolean {
  const [head, ...rest] = entry.children
  if (!head) return false
  const isV2 = head.is(tags.sequence)
  const algorithm = isV2 ? (digestOids[head.child(0).oid] ?? null) : undefined
  const hash = isV2 ? rest[0] : head
  const issuerSerial = (isV2 ? rest.slice(1) : rest)[0]
  if (!hash || algorithm === null) return false
  // Without an algorithm it is SHA-256 in version 2 and SHA-1 in version 1; their lengths tell them apart.
  const name = algorithm ?? (hash.content.length === 20 ? 'SHA-1' : 'SHA-256')
  const actual = digest(name, certificate.der)
  return (
    actual !== undefined &&
    equalBytes(actual, hash.octets) &&
    (!issuerSerial || issuerMatches(issuerSerial, certificate))
  )
}

function issuerMatches(issuerSerial: Der, certificate: Certificate): boolean {
  const name = issuerSerial.child(0).find(0xa4)?.child(0)
  return (
    issuerSerial.child(1).integerHex === certificate.serial &&
    (name === undefined || equalBytes(name.bytes, certificate.issuer))
  )
}

function contentState(signer: CmsSigner, content: SignedContent | undefined): SignerReading['content'] {
  if (!content) return 'absent'
  if (!signer.signedBytes) return 'match'
  const value = singleValue(signer.attributes, oids.messageDigest)
  if (!(value instanceof Der) || !signer.digest) return value instanceof Der ? 'unsupported' : 'mismatch'
  const actual = content.digest(signer.digest)
  if (!actual) return 'unsupported'
  return equalBytes(actual, value.octets) ? 'match' : 'mismatch'
}

function valueState(
  signer: CmsSigner,
  certificate: Certificate,
  content: SignedContent | undefined,
  contentIs: SignerReading['content'],
): SignerReading['value'] {
  const check = (bytes: Uint8Array) =>
    verifySignature(certificate.key, signer.algorithm, signer.digest, bytes, signer.signature, 3)
  if (!signer.signedBytes || !signer.storedBytes) {
    if (contentIs === 'absent') return 'unsupported'
    return content?.bytes ? check(content.bytes) : 'unsupported'
  }
  const sorted = check(signer.signedBytes)
  if (sorted !== 'invalid' || equalBytes(signer.signedBytes, signer.storedBytes)) return sorted
  return check(signer.storedBytes) === 'valid' ? 'onlyAsStored' : 'invalid'
}

function usesOf(signer: CmsSigner, certificate: Certificate, subject: string): AlgorithmUse[] {
  const { scheme, digest: own, pss } = signer.algorithm
  const names = new Set([signer.digest, own, pss?.digest, pss?.mgfDigest])
  const digests = [...names].flatMap((name) =>
    name ? [{ use: 'digest' as const, name, bits: 0, subject }] : [],
  )
  return scheme
    ? [...digests, { use: 'signature', name: scheme, bits: keyBits(certificate.key), subject }]
    : digests
}

function countersignersOf(signer: CmsSigner, context: SignerContext): SignerReading[] {
  const values = signer.unsigned
    .filter(({ oid }) => oid === oids.counterSignature)
    .flatMap(({ values: all }) => all)
  return values.map((value) =>
    readSigner(parseSigner(value), {
      ...context,
      content: contentOf(signer.signature),
      depth: context.depth + 1,
    }),
  )
}
