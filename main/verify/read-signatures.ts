import type { SealReading, SignatureReading } from '../core/seal/seal-reading.ts'
import type { ReasonCode } from '../core/seal/reasons.ts'
import type { Role } from '../core/seal/verify-signer.ts'
import { gatherEvidence } from '../crypto/gather-evidence.ts'
import { parseCms, type Cms } from '../crypto/read-cms.ts'
import type { Evidence } from '../crypto/read-path.ts'
import { readSignature } from '../crypto/read-signature.ts'
import { contentOf, type SignedContent } from '../crypto/read-signer.ts'
import { readTimestamp } from '../crypto/read-timestamp.ts'
import type { Trust } from '../crypto/trust.ts'
import { resolveUri, type ContainerParts } from './container-parts.ts'
import type { OpenContainer } from './open-container.ts'

export type SignedParts = Pick<
  SealReading,
  'signatures' | 'timestamps' | 'unsupported' | 'evidenceRecords'
> & {
  readonly faults: SealReading['contents']
  /** Data files that a signature or token covers directly, without a manifest (ASiC-S). */
  readonly direct: readonly { readonly signature: string; readonly file: string }[]
}

const MOST_SIGNATURE = 32 * 1024 * 1024
const MOST_DIRECT = 256 * 1024 * 1024

/** Every signature and token of a container with what it signs: a manifest, or in ASiC-S the one data file. */
export async function readSignatures(
  container: OpenContainer,
  parts: ContainerParts,
  trust: Trust,
  role: Role,
): Promise<SignedParts> {
  const files = await readFiles(container, parts)
  const evidence = gatherEvidence(
    files.flatMap(({ cms }) => cms ?? []),
    trust,
  )
  const [tokens, signatures] = [true, false].map((wanted) =>
    files.filter(({ isToken }) => isToken === wanted),
  )
  return {
    signatures: (signatures ?? []).map((one) => readDetached(one, trust, role, evidence)),
    timestamps: (tokens ?? []).map(({ file, bytes, signed }) =>
      readTimestamp(bytes, 'container', [contentIn(signed) ?? []].flat(), evidence, file),
    ),
    faults: files.flatMap(({ file, signed }) =>
      'reason' in signed ? [{ reason: signed.reason, subject: file }] : [],
    ),
    direct: files.flatMap(({ file, signed }) =>
      'direct' in signed ? [{ signature: file, file: signed.direct }] : [],
    ),
    ...namedOnly(parts, files.length === 0),
  }
}

interface SignatureBytes {
  readonly file: string
  readonly isToken: boolean
  readonly bytes: Uint8Array
  readonly cms: Cms | undefined
  readonly signed: Signed
}

async function readFiles(
  container: OpenContainer,
  parts: ContainerParts,
): Promise<readonly SignatureBytes[]> {
  return Promise.all(
    [...parts.signatures, ...parts.tokens].map(async (file) => {
      const bytes = (await container.readWhole(file, MOST_SIGNATURE)) ?? new Uint8Array()
      const signed = await signedContent(file, container, parts)
      return { file, isToken: parts.tokens.includes(file), bytes, cms: parseCms(bytes), signed }
    }),
  )
}

/** In a container a signature is detached: content inside would be signed instead of what the manifest says. */
function readDetached(one: SignatureBytes, trust: Trust, role: Role, evidence: Evidence): SignatureReading {
  const { file, cms, signed } = one
  const reading = readSignature(
    { file, cms, content: contentIn(signed) ?? missingContent },
    trust,
    role,
    evidence,
  )
  const named = { ...reading, signs: 'signs' in signed ? signed.signs : null }
  return cms?.content ? { ...named, fault: 'signature.notDetached', signers: [] } : named
}

function contentIn(signed: Signed): SignedContent | undefined {
  return 'content' in signed ? signed.content : undefined
}

const missingContent: SignedContent = { digest: () => new Uint8Array() }

type Signed =
  | { readonly content: SignedContent; readonly signs: string }
  | { readonly content: SignedContent; readonly signs: string; readonly direct: string }
  | { readonly reason: ReasonCode }

async function signedContent(file: string, container: OpenContainer, parts: ContainerParts): Promise<Signed> {
  const manifest = parts.manifests.find(
    ({ manifest: one }) => resolveUri(one.signatureUri, container.entries) === file,
  )
  if (manifest) return { content: contentOf(manifest.bytes), signs: manifest.file }
  const single = /^META-INF\/(?:signature\w*\.p7s|timestamp\.tst)$/i.test(file)
  // ASiC-S (EN 319 162-1, 4.3): one data object, signed without a manifest.
  if (!single || parts.manifestReadings.some((reading) => !/archive|evidence/i.test(reading.file)))
    return { reason: 'manifest.notReferred' }
  const [name, ...others] = parts.data
  if (name === undefined || others.length > 0) return { reason: 'coverage.severalFiles' }
  const bytes = await container.readWhole(name, MOST_DIRECT)
  return bytes ? { content: contentOf(bytes), signs: name, direct: name } : { reason: 'file.missing' }
}

/** What is named and not evaluated. Beside something that is judged, an evidence record is only a remark. */
function namedOnly(
  parts: ContainerParts,
  alone: boolean,
): Pick<SealReading, 'unsupported' | 'evidenceRecords'> {
  const xades = parts.xades.map((subject) => ({ reason: 'signature.xades' as const, subject }))
  const records = parts.evidenceRecords.map((subject) => ({
    reason: 'evidenceRecord.notEvaluated' as const,
    subject,
  }))
  return {
    unsupported: alone ? [...xades, ...records] : xades,
    evidenceRecords: alone ? [] : parts.evidenceRecords,
  }
}
