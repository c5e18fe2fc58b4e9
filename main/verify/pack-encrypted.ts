import { sourceOf, utf8, type ByteSource } from '../core/bytes.ts'
import { canonicalBytes } from '../core/canonical.ts'
import { chunkListPath, printChunkList } from '../core/chunks/chunk-list.ts'
import type { ListedFile } from '../core/container/asic-manifest.ts'
import { ASIC_E } from '../core/container/own-layout.ts'
import { SEALED_CHUNK } from '../core/encryption/cipher-stream.ts'
import {
  dataPath,
  DETAILS_PATH,
  printEncryptedCase,
  RECIPIENTS_PATH,
  type EncryptedFile,
} from '../core/encryption/encrypted-case.ts'
import { DETAILS_FORMAT } from '../core/encryption/details.ts'
import { BundleKey } from '../crypto/bundle-key.ts'
import type { Certificate } from '../crypto/certificate.ts'
import { makeEnvelope } from '../crypto/make-envelope.ts'
import type { BundleWriter } from './bundle-writer.ts'
import { EncryptedSource } from './encrypted-source.ts'
import type { Packing } from './packing.ts'
import type { BundlePlan } from './plan-bundle.ts'

const OCTETS = 'application/octet-stream'

/** Begins a bundle that only the recipients can read; each must be one that `canReceive`. The key lives until `finish`. */
export async function packEncrypted(
  writer: BundleWriter,
  bundleId: string,
  recipients: readonly Certificate[],
): Promise<Packing> {
  const key = BundleKey.make(bundleId)
  const listed: ListedFile[] = []
  const files: EncryptedFile[] = []
  const addSmall = async (path: string, mediaType: string, bytes: Uint8Array): Promise<void> => {
    const rootfile = path === 'case.json'
    listed.push({ path, mediaType, rootfile, sha256: await writer.addBytes(path, bytes) })
  }
  const encrypt = async (path: string, file: ByteSource) => {
    const source = new EncryptedSource(file, key.fileKey(path))
    const { sha256, chunks } = await writer.addSource(path, source, SEALED_CHUNK)
    listed.push({ path, mediaType: OCTETS, rootfile: false, sha256 })
    files.push({ path, size: source.size })
    await addSmall(chunkListPath(path, SEALED_CHUNK), 'text/plain', printChunkList(chunks))
    return source.finish()
  }
  await writer.addBytes('mimetype', utf8(ASIC_E))
  return {
    add: async (path, _mediaType, file) => ({ sha256: await encrypt(path, file), chunked: {} }),
    async finish(caseOf) {
      await encrypt(DETAILS_PATH, sourceOf(canonicalBytes(caseOf(DETAILS_FORMAT))))
      const secret = key.copy()
      await addSmall(RECIPIENTS_PATH, 'application/pkcs7-mime', makeEnvelope(secret, recipients))
      const keyCommitment = key.commitment
      secret.fill(0)
      key.forget()
      const told = recipients.map(({ facts }) => facts)
      const clear = printEncryptedCase({ bundleId, keyCommitment, recipients: told, files })
      await addSmall('case.json', 'application/json', clear)
      return listed
    },
  }
}

/** The same files under names that say nothing of what they are: clips, captions, companions, counted through. */
export function hiddenPlan(plan: BundlePlan): BundlePlan {
  const [clips, captions] = [plan.clips.length, plan.captions.length]
  const names = new Map(plan.clips.map(({ path }, i) => [path, dataPath(i)]))
  return {
    clips: plan.clips.map((clip, i) => ({ ...clip, path: dataPath(i) })),
    captions: plan.captions.map((caption, i) => ({
      ...caption,
      path: dataPath(clips + i),
      clip: names.get(caption.clip) ?? caption.clip,
    })),
    files: plan.files.map((file, i) => ({ ...file, path: dataPath(clips + captions + i) })),
  }
}
