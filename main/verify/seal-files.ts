import { utf8 } from '../core/bytes.ts'
import { printManifest } from '../core/container/asic-manifest.ts'
import { ASIC_E } from '../core/container/own-layout.ts'
import { packContainer } from '../core/container/pack-container.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { sha256 } from '../crypto/hash.ts'

/** A file to be sealed. `rootfile`: the one that says what the container is. */
export interface FileToSeal {
  readonly name: string
  readonly bytes: Uint8Array
  readonly mediaType?: string
  readonly rootfile?: boolean
}

export const MANIFEST_PATH = 'META-INF/ASiCManifest001.xml'
export const SIGNATURE_PATH = 'META-INF/signature001.p7s'

/** A signed ASiC-E container in memory, for what is small: reports and tests. */
export async function sealFiles(
  files: readonly FileToSeal[],
  identity: SigningIdentity,
  signingTime: Date,
): Promise<Uint8Array> {
  const manifest = printManifest(
    SIGNATURE_PATH,
    files.map(({ name, bytes, mediaType, rootfile }) => ({
      path: name,
      mediaType: mediaType ?? 'application/octet-stream',
      rootfile: rootfile ?? false,
      sha256: sha256(bytes),
    })),
  )
  return packContainer([
    { name: 'mimetype', bytes: utf8(ASIC_E) },
    ...files.map(({ name, bytes }) => ({ name, bytes })),
    { name: MANIFEST_PATH, bytes: manifest },
    { name: SIGNATURE_PATH, bytes: await identity.signCms(manifest, signingTime) },
  ])
}
