import { chunkListPath } from '../core/chunks/chunk-list.ts'
import type { SealedClip } from '../core/chunks/verify-chunk.ts'
import { SEALED_CHUNK } from '../core/encryption/cipher-stream.ts'
import type { EncryptedCase } from '../core/encryption/encrypted-case.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import type { Check } from '../core/seal/finding.ts'
import { finding, type ReasonCode } from '../core/seal/reasons.ts'
import type { SealReading } from '../core/seal/seal-reading.ts'
import { cryptographyOf, verdictOf } from '../core/seal/verdict.ts'

export function encryptionOf(
  encrypted: EncryptedCase | undefined,
  opened: boolean,
): Pick<BundleFacts, 'encryption'> {
  if (!encrypted) return {}
  const { bundleId, recipients } = encrypted
  const files = encrypted.files.map((file) => ({ ...file, chunkSize: SEALED_CHUNK }))
  return { encryption: { bundleId, recipients, files, opened } }
}

export function undecryptable(path: string, chunk: number): SealReading['contents'][number] {
  return { reason: 'encryption.chunk', subject: path, facts: { chunk } }
}

export function keyOf({ reason, subject, facts }: SealReading['contents'][number]): string {
  return `${reason} ${subject} ${JSON.stringify(facts ?? {})}`
}

export function signaturesByFile(coverage: SealReading['coverage']): ReadonlyMap<string, readonly string[]> {
  const byFile = new Map<string, readonly string[]>()
  for (const { signature, files } of coverage)
    for (const file of new Set(files)) byFile.set(file, [...(byFile.get(file) ?? []), signature])
  return byFile
}

export function listOf({ path, chunkSize }: Pick<SealedClip, 'path' | 'chunkSize'>): string {
  return chunkListPath(path, chunkSize)
}

/** Reads when first asked; a reading that failed (the medium was away) is tried again. */
export function onceRead<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined
  return () => {
    const now = (reading ??= read())
    now.catch(() => (reading = undefined))
    return now
  }
}

/** What is said of a file whose judging broke off. */
export function defectFacts(
  name: string,
  size: number,
  reason: ReasonCode = 'container.defect',
): BundleFacts {
  const findings = [finding(reason, name)]
  return {
    name,
    size,
    manifestSha256: '',
    playable: false,
    sample: false,
    case: null,
    verdict: verdictOf(findings),
    cryptography: cryptographyOf(findings),
    findings,
    signers: [],
    timestamps: [],
    trust: null,
    files: [],
  }
}

/** A failed check of these kinds means that chunk lists prove nothing: then nothing is played. */
const barring: ReadonlySet<Check> = new Set<Check>(['container', 'manifest', 'coverage', 'signature'])

export function isBarred(findings: BundleFacts['findings']): boolean {
  return findings.some(({ check, state }) => state === 'failed' && barring.has(check))
}
