import { equalBytes } from '../core/bytes.ts'
import type { TimestampReading } from '../core/seal/seal-reading.ts'
import { Der, NotAsn1, tags } from './der.ts'
import { digestOids, oids } from './oids.ts'
import { extendedKeyUsage } from './path-rules.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { parseCms, type Cms, type CmsSigner } from './read-cms.ts'
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
  return [...signer.attributes, ...signer.unsigned].flatMap(({ oid, values }) => {
    const kind = stamping.find(([id]) => id === oid)?.[1]
    if (!kind) return []
    const stamped =
      kind === 'signature' ? contentOf(signer.signature) : kind === 'content' ? context.content : undefined
    return values.map((value) => readTimestamp(value.bytes, kind, stamped, context.evidence, context.file))
  })
}

/** One RFC 3161 token: its signature, what it stamps, whose it is. */
export function readTimestamp(
  bytes: Uint8Array,
  kind: TimestampReading['kind'],
  stamped: SignedContent | undefined,
  evidence: Evidence,
  subject: string,
): TimestampReading {
  const nothing = {
    kind,
    subject,
    genTime: null,
    imprint: 'absent',
    signer: null,
    entitledByUsage: false,
  } as const
  const cms = parseCms(bytes)
  if (!cms?.content || cms.signers.length !== 1 || cms.contentType !== oids.tstInfo) return nothing
  try {
    const info = Der.parse(cms.content).as(tags.sequence)
    const imprint = kind === 'archive' ? 'unsupported' : imprintState(info.child(2), stamped)
    const genTime = info.children.find((field) => field.is(tags.generalizedTime))?.time ?? null
    return { kind, genTime, imprint, ...authorityOf(cms, cms.content, evidence, subject) }
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

function imprintState(imprint: Der, stamped: SignedContent | undefined): TimestampReading['imprint'] {
  if (!stamped) return 'absent'
  const name = digestOids[imprint.child(0).child(0).oid]
  const actual = name && stamped.digest(name)
  if (!actual) return 'unsupported'
  return equalBytes(actual, imprint.child(1).octets) ? 'match' : 'mismatch'
}
