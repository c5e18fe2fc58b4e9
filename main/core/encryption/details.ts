import type { Result } from '../result.ts'
import type { CaseFacts } from '../seal/bundle-facts.ts'
import type { Field } from '../seal/case-field.ts'
import { caseOf, parseRoot, unchunkedClip, type CaseFault } from '../seal/case-file.ts'
import { PLAIN_CHUNK, plainSize, sealedChunkCount } from './cipher-stream.ts'
import { dataPath, type EncryptedCase } from './encrypted-case.ts'

/** The format word of the encrypted case. */
export const DETAILS_FORMAT = 'asservat-details/1'

/** A file as it is once decrypted. */
export interface PlainFile {
  /** Where its ciphertext lies. */
  readonly path: string
  readonly originalName: string
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
}

/** The case of an encrypted bundle, as its recipients read it. */
export interface Details {
  readonly case: CaseFacts
  /** In the order of the bundle: clips, captions, companions. */
  readonly plain: readonly PlainFile[]
}

/**
 * details.json: as case.json of a bundle that is not encrypted, less what it says of chunks. It must be that of this
 * bundle: its id, and each of its files, in their order and with the size that their ciphertext says.
 */
export function parseDetails(bytes: Uint8Array, bundle: EncryptedCase): Result<Details, CaseFault> {
  return parseRoot(bytes, (field) => detailsOf(field, bundle))
}

const clip = unchunkedClip((size) => ({ chunkSize: PLAIN_CHUNK, chunkCount: sealedChunkCount(size) }))

function detailsOf(field: Field, bundle: EncryptedCase): Details {
  const facts = caseOf(field, DETAILS_FORMAT, clip)
  if (facts.bundleId !== bundle.bundleId) field.member('bundleId').refuse()
  const plain = ['clips', 'captions', 'files'].flatMap((name) => field.member(name).list(plainOf))
  // All but the last, which is this file itself.
  const sealed = bundle.files.slice(0, -1)
  if (plain.length !== sealed.length) field.member('files').refuse()
  plain.forEach(({ file, at }, i) => {
    if (file.path !== dataPath(i)) at.member('path').refuse()
    if (file.size !== plainSize(sealed[i]?.size ?? 0)) at.member('size').refuse()
  })
  return { case: facts, plain: plain.map(({ file }) => file) }
}

function plainOf(at: Field): { readonly file: PlainFile; readonly at: Field } {
  const file = {
    path: at.member('path').text(),
    originalName: at.member('originalName').text(),
    size: at.member('size').count(),
    sha256: at.member('sha256').hash(),
  }
  return { file, at }
}
