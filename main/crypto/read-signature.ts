import type { SignatureReading, SignerReading } from '../core/seal/seal-reading.ts'
import type { Role } from '../core/seal/verify-signer.ts'
import { isCrlOf, parseCrl } from './crl.ts'
import { NotAsn1 } from './der.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { oids } from './oids.ts'
import { parseOcsp } from './ocsp.ts'
import type { Cms } from './read-cms.ts'
import type { Evidence } from './read-path.ts'
import { contentOf, readSigner, type SignedContent, type SignerContext } from './read-signer.ts'
import { readTimestamps } from './read-timestamp.ts'
import type { Trust } from './trust.ts'

export interface SignatureFile {
  readonly file: string
  /** The signature as parsed; undefined when it is none. */
  readonly cms: Cms | undefined
  /** What is signed; undefined: what the CMS itself holds, if anything. */
  readonly content: SignedContent | undefined
}

/** A signature file with all its signers read. `more`: revocation data and certificates from elsewhere in the file. */
export function readSignature(
  { file, cms, content }: SignatureFile,
  trust: Trust,
  role: Role,
  more?: Evidence,
): SignatureReading {
  const none = { file, signs: null, signers: [], unused: [], isStrictDer: () => false }
  if (!cms) return { ...none, fault: 'signature.notCms' }
  if (cms.signers.length === 0) return { ...none, fault: 'signature.noSigner' }
  const evidence = gatherEvidence([cms], trust, more)
  try {
    const signers = signersOf(cms, { file, content, evidence, role })
    const isStrictDer = once(() => cms.isStrict() && agrees(cms))
    return { file, signs: null, fault: null, signers, unused: unusedOf(cms, signers, evidence), isStrictDer }
  } catch (error) {
    if (error instanceof NotAsn1) return { ...none, fault: 'signature.notCms' }
    throw error
  }
}

function signersOf(
  cms: Cms,
  { content, ...context }: Pick<SignerContext, 'file' | 'content' | 'evidence' | 'role'>,
): readonly SignerReading[] {
  const signed = content ?? (cms.content && contentOf(cms.content))
  const { contentType } = cms
  return cms.signers.map((signer) =>
    readSigner(signer, {
      ...context,
      contentType,
      content: signed,
      cms,
      timestamps: readTimestamps,
      depth: 0,
    }),
  )
}

/** The answer, worked out when it is first asked for. */
function once(ask: () => boolean): () => boolean {
  let answer: boolean | undefined
  return () => (answer ??= ask())
}

/** The list of digest algorithms up front is the list of those that the signers use. */
function agrees(cms: Cms): boolean {
  const used = new Set(cms.signers.map(({ digest }) => digest))
  return cms.digests.length === used.size && cms.digests.every((name) => used.has(name))
}

/** Certificates on nobody's way, and revocation data that fits nobody: in an own bundle a place to hide bytes. */
function unusedOf(cms: Cms, signers: readonly SignerReading[], evidence: Evidence): string[] {
  const tokens = signers.flatMap(({ timestamps }) => timestamps).flatMap(({ signer }) => signer ?? [])
  const paths = [...signers, ...tokens, ...signers.flatMap(({ countersigners }) => countersigners)]
  const used = new Set(paths.flatMap(({ path }) => path.chain.map(({ sha256 }) => sha256)))
  const certificates = cms.certificates
    .filter(({ sha256 }) => !used.has(sha256))
    .map(({ facts }) => facts.subject)
  const strange = cms.strangeCertificates > 0 ? ['?'] : []
  const byHash = new Map(evidence.certificates.map((one) => [one.sha256, one]))
  const holders = [...used].flatMap((hash) => byHash.get(hash) ?? [])
  const crls = cms.crls.filter((der) => !fitsSomeone(der, holders)).map(() => 'CRL')
  const ocsp = cms.ocsp.filter((der) => !parseOcsp(der)).map(() => 'OCSP')
  const attributes = cms.signers
    .flatMap(({ unsigned }) => unsigned)
    .filter(({ oid }) => oid !== oids.signatureTimestamp)
  return [...certificates, ...strange, ...crls, ...ocsp, ...attributes.map(({ oid }) => oid)]
}

function fitsSomeone(der: Uint8Array, holders: readonly Evidence['certificates'][number][]): boolean {
  const crl = parseCrl(der)
  return crl !== undefined && holders.some((holder) => isCrlOf(crl, holder))
}
