import { canonicalBytes } from '../canonical.ts'
import { chunkListPath } from '../chunks/chunk-list.ts'
import type { Result } from '../result.ts'
import type { RecipientFacts } from '../seal/bundle-facts.ts'
import type { Field } from '../seal/case-field.ts'
import { parseRoot, type CaseFault } from '../seal/case-file.ts'
import { plainSize, SEALED_CHUNK } from './cipher-stream.ts'

/** The format word of an encrypted bundle's root file. */
export const ENCRYPTED_FORMAT = 'asservat-encrypted/1'

/** Where the case itself lies, encrypted. */
export const DETAILS_PATH = 'details.json'

/** Where the bundle key lies, encrypted to each recipient. */
export const RECIPIENTS_PATH = 'keys/recipients.p7m'

/** More recipients than any case has; each costs the reader a look. */
export const MOST_RECIPIENTS = 64

/** An encrypted file: its path says nothing of what it is. */
export interface EncryptedFile {
  readonly path: string
  /** Bytes of the ciphertext. */
  readonly size: number
}

/** case.json of an encrypted bundle: what anybody may know. */
export interface EncryptedCase {
  readonly bundleId: string
  /** 32 bytes derived from the bundle key, lower-case hex: no other key passes for it. */
  readonly keyCommitment: string
  readonly recipients: readonly RecipientFacts[]
  /** `data/0001` and so on, then `details.json`. */
  readonly files: readonly EncryptedFile[]
}

/** Path of an encrypted file by its place, from 0. */
export function dataPath(index: number): string {
  return `data/${String(index + 1).padStart(4, '0')}`
}

/** The one spelling of such a case.json. */
export function printEncryptedCase({
  bundleId,
  keyCommitment,
  recipients,
  files,
}: EncryptedCase): Uint8Array {
  return canonicalBytes({
    format: ENCRYPTED_FORMAT,
    bundleId,
    keyCommitment,
    recipients: recipients.map(({ subject, issuer, serial, sha256 }) => ({
      subject,
      issuer,
      serial,
      sha256,
    })),
    files: files.map(({ path, size }) => ({ path, size, chunkList: chunkListPath(path, SEALED_CHUNK) })),
  })
}

/** case.json of an encrypted bundle: canonical, complete, paths in their order, sizes that a plaintext can come to. */
export function parseEncryptedCase(bytes: Uint8Array): Result<EncryptedCase, CaseFault> {
  return parseRoot(bytes, encryptedCaseOf)
}

function encryptedCaseOf(field: Field): EncryptedCase {
  const get = field.members('format', 'bundleId', 'keyCommitment', 'recipients', 'files')
  if (get('format').text() !== ENCRYPTED_FORMAT) get('format').refuse()
  const recipients = get('recipients').list(recipientOf)
  if (recipients.length === 0 || recipients.length > MOST_RECIPIENTS) get('recipients').refuse()
  const files = get('files').list(fileOf)
  const named = files.every(({ path }, i) => path === (i === files.length - 1 ? DETAILS_PATH : dataPath(i)))
  if (files.length === 0 || !named) get('files').refuse()
  return {
    bundleId: get('bundleId').text(),
    keyCommitment: get('keyCommitment').hash(),
    recipients,
    files,
  }
}

function recipientOf(field: Field): RecipientFacts {
  const get = field.members('subject', 'issuer', 'serial', 'sha256')
  const serial = get('serial').text()
  if (!/^(?:[0-9a-f]{2}){1,64}$/.test(serial)) get('serial').refuse()
  return {
    subject: get('subject').text(),
    issuer: get('issuer').text(),
    serial,
    sha256: get('sha256').hash(),
  }
}

function fileOf(field: Field): EncryptedFile {
  const get = field.members('path', 'size', 'chunkList')
  const [path, size] = [get('path').text(), get('size').count()]
  if (plainSize(size) === undefined) get('size').refuse()
  if (get('chunkList').text() !== chunkListPath(path, SEALED_CHUNK)) get('chunkList').refuse()
  return { path, size }
}
