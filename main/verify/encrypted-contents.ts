import { sliceOf } from '../core/bytes.ts'
import { chunkListPath, chunkListSize } from '../core/chunks/chunk-list.ts'
import { plainSize, SEALED_CHUNK, sealedChunkCount } from '../core/encryption/cipher-stream.ts'
import {
  parseEncryptedCase,
  RECIPIENTS_PATH,
  type EncryptedCase,
  type EncryptedFile,
} from '../core/encryption/encrypted-case.ts'
import type { RecipientFacts } from '../core/seal/bundle-facts.ts'
import type { SealReading } from '../core/seal/seal-reading.ts'
import { isStrictDer } from '../crypto/der.ts'
import { parseEnvelope, type EnvelopeRecipient } from '../crypto/read-envelope.ts'
import type { Expectation } from './file-check.ts'
import type { OpenContainer } from './open-container.ts'
import type { FoundClip } from './own-contents.ts'

const MOST_ENVELOPE = 1024 * 1024
const MOST_CASE = 16 * 1024 * 1024

/** What an encrypted bundle shows without any key. */
export interface EncryptedContents {
  readonly encrypted: EncryptedCase | undefined
  /** Every encrypted file: all have chunk lists, since nobody can tell which of them are clips. */
  readonly clips: readonly FoundClip[]
  readonly contents: SealReading['contents']
}

/** Checks what an encrypted bundle promises: case.json, the files it names and no other, recipients as in the envelope. */
export async function readEncryptedContents(
  container: OpenContainer,
  expected: Expectation,
): Promise<EncryptedContents> {
  const read = parseEncryptedCase((await container.readWhole('case.json', MOST_CASE)) ?? new Uint8Array())
  if (!read.ok) {
    const facts = read.failure.reason === 'case.field' ? { facts: { field: read.failure.field } } : {}
    const fault = { reason: read.failure.reason, subject: 'case.json', ...facts }
    return { encrypted: undefined, clips: [], contents: [fault] }
  }
  const found = read.value.files.map((file, i) => findFile(file, i, container))
  const mismatches = namesMismatch(read.value, expected).map((subject) => ({
    reason: 'case.mismatch' as const,
    subject,
  }))
  const envelope = await container.readWhole(RECIPIENTS_PATH, MOST_ENVELOPE)
  const agreed = envelope !== undefined && namesTheSame(envelope, read.value.recipients)
  const faults = found.flatMap((file) => ('fault' in file ? [file.fault] : []))
  return {
    encrypted: read.value,
    clips: found.flatMap((file) => ('fault' in file ? [] : [file])),
    contents: [
      ...mismatches,
      ...faults,
      ...(agreed ? [] : [{ reason: 'encryption.recipients' as const, subject: RECIPIENTS_PATH }]),
    ],
  }
}

function findFile(
  { path, size }: EncryptedFile,
  index: number,
  { entries, source }: OpenContainer,
): FoundClip | { readonly fault: SealReading['contents'][number] } {
  const listPath = chunkListPath(path, SEALED_CHUNK)
  const [entry, list] = [entries.get(path), entries.get(listPath)]
  if (!entry || entry.method !== 0 || entry.size !== size)
    return { fault: { reason: 'case.mismatch', subject: path } }
  if (!list) return { fault: { reason: 'chunkList.missing', subject: listPath } }
  const chunkCount = sealedChunkCount(plainSize(size) ?? 0)
  if (list.method !== 0 || list.size !== chunkListSize(chunkCount))
    return { fault: { reason: 'chunkList.shape', subject: listPath } }
  const bytes = sliceOf(source, entry.dataOffset, entry.packedSize)
  const unknown = { mediaType: 'application/octet-stream', sha256: '' }
  return { number: index + 1, path, ...unknown, chunkSize: SEALED_CHUNK, chunkCount, bytes }
}

/** Files that only the manifest names, or only case.json. */
function namesMismatch({ files }: EncryptedCase, expected: Expectation): readonly string[] {
  const lists = files.map(({ path }) => chunkListPath(path, SEALED_CHUNK))
  const known = new Set(['case.json', RECIPIENTS_PATH, ...files.map(({ path }) => path), ...lists])
  const listed = [...expected.files.keys()]
  return [
    ...listed.filter((path) => !known.has(path)),
    ...[...known].filter((path) => !expected.files.has(path)),
  ]
}

/** Whether the envelope is of the one form that is written, and for exactly those that case.json names. */
function namesTheSame(envelope: Uint8Array, recipients: readonly RecipientFacts[]): boolean {
  const parsed = parseEnvelope(envelope)
  if (!parsed || !isStrictDer(envelope) || parsed.content.length !== 32) return false
  const held = parsed.recipients.map(nameOf).sort()
  const told = recipients.map(({ issuer, serial }) => `${serial} ${issuer}`).sort()
  return new Set(told).size === told.length && held.join('\n') === told.join('\n')
}

function nameOf(recipient: EnvelopeRecipient): string {
  if (recipient.kind === 'unsupported' || 'keyId' in recipient.named || recipient.digest !== 'SHA-256')
    return ''
  return `${recipient.named.serial} ${recipient.named.issuerName}`
}
