import { equalBytes } from '../core/bytes.ts'
import type { TimestampReading } from '../core/seal/seal-reading.ts'
import { archivedContents, archivedContentsV2 } from './archive-timestamp.ts'
import { Der, NotAsn1, tags } from './der.ts'
import { digestOids, oids } from './oids.ts'
import { extendedKeyUsage } from './path-rules.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { parseCms, type Cms, type CmsAttribute, type CmsSigner } from './read-cms.ts'
import type { Evidence } from './read-path.ts'
import { contentOf, readSigner, type SignedContent, type SignerContext } from './read-signer.ts'

const stamping: readonly (readonly [oid: string, kind: TimestampReading['kind']])[] = [
  [oids.signatureTimestamp, 'signature'],
  [oids.contentTimestamp, 'content'],
  [oids.archiveTimestampV2, 'archive'],
  [oids.archiveTimestampV3, 'archive'],
]

/** All time-stamp tokens of a signer: over its signature value, over the content, over the archive. */
export function readTimestamps(signer: CmsSigner, context: SignerContext): TimestampReading[] {
  return [...signer.attributes, ...signer.unsigned].flatMap((attribute) => {
    const kind = stamping.find(([id]) => id === attribute.oid)?.[1]
    if (!kind) return []
    const stamped = stampedBy(kind, attribute, signer, context)
    const tokens = attribute.values.map((value) =>
      readTimestamp(value.bytes, kind, stamped, context.evidence, context.file),
    )
    return attribute.oid === oids.archiveTimestampV2 ? tokens.map(openWhereUnlike) : tokens
  })
}

/** Version 2 does not say what was there when it was made: where no guess fits, it cannot be worked out. */
function openWhereUnlike(token: TimestampReading): TimestampReading {
  return token.imprint === 'mismatch' ? { ...token, imprint: 'unsupported' } : token
}

/** What a token may be over; for archive time stamps of version 3 the token itself says what it counts in. */
type Stamped = readonly SignedContent[] | ((token: Cms) => readonly SignedContent[])

function stampedBy(
  kind: TimestampReading['kind'],
  attribute: CmsAttribute,
  signer: CmsSigner,
  { content, cms }: SignerContext,
): Stamped {
  if (kind === 'signature') return [contentOf(signer.signature)]
  if (kind === 'content') return content ? [content] : []
  if (!cms) return []
  const archived = { cms, signer, content }
  return attribute.oid === oids.archiveTimestampV2
    ? archivedContentsV2(attribute, archived)
    : (token) => archivedContents(token, archived)
}

/** One RFC 3161 token: its signature, what it stamps, whose it is. */
export function readTimestamp(
  bytes: Uint8Array,
  kind: TimestampReading['kind'],
  stamped: Stamped,
  evidence: Evidence,
  subject: string,
): TimestampReading {
  const nothing = {
    kind,
    subject,
    file: subject,
    genTime: null,
    imprint: 'absent',
    signer: null,
    entitledByUsage: false,
  } as const
  const cms = parseCms(bytes)
  if (!cms?.content || cms.signers.length !== 1 || cms.contentType !== oids.tstInfo) return nothing
  try {
    const info = Der.parse(cms.content).as(tags.sequence)
    const over = typeof stamped === 'function' ? stamped(cms) : stamped
    const imprint =
      kind === 'archive' && over.length === 0 ? 'unsupported' : imprintState(info.child(2), over)
    const genTime = info.children.find((field) => field.is(tags.generalizedTime))?.time ?? null
    return { kind, file: subject, genTime, imprint, ...authorityOf(cms, cms.content, evidence, subject) }
  } catch (error) {
    if (error instanceof NotAsn1) return nothing
    throw error
  }
}

/** Who made the token, and whether the certificate is for time-stamping alone. */
function authorityOf(cms: Cms, content: Uint8Array, evidence: Evidence, file: string) {
  const own = gatherEvidence([cms], evidence.trust, evidence)
  const context = { file, contentType: oids.tstInfo, content: contentOf(content), evidence: own, depth: 0 }
  const [signer = null] = cms.signers.map((info) => readSigner(info, { ...context, role: 'timestamp' }))
  const certificate = own.certificates.find(({ sha256 }) => sha256 === signer?.certificate?.sha256)
  const usage = certificate && extendedKeyUsage(certificate)
  const only = usage?.purposes.length === 1 && usage.purposes[0] === oids.timeStamping
  return {
    subject: signer?.certificate?.subject ?? file,
    signer,
    entitledByUsage: usage?.critical === true && only,
  }
}

function imprintState(imprint: Der, stamped: readonly SignedContent[]): TimestampReading['imprint'] {
  if (stamped.length === 0) return 'absent'
  const name = digestOids[imprint.child(0).child(0).oid]
  const actual = stamped.flatMap((content) => (name && content.digest(name)) ?? [])
  if (actual.length === 0) return 'unsupported'
  const wanted = imprint.child(1).octets
  return actual.some((hash) => equalBytes(hash, wanted)) ? 'match' : 'mismatch'
}
