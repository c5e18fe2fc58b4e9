import type { ByteSource } from '../core/bytes.ts'
import type { BundleFacts, FileFacts } from '../core/seal/bundle-facts.ts'
import { finding } from '../core/seal/reasons.ts'
import { cryptographyOf, verdictOf } from '../core/seal/verdict.ts'
import { verifySeal } from '../core/seal/verify-seal.ts'
import { startDigest } from '../crypto/hash.ts'
import { pemBlocks } from '../crypto/pem.ts'
import { parseCms, type Cms } from '../crypto/read-cms.ts'
import { readSignature } from '../crypto/read-signature.ts'
import type { SignedContent } from '../crypto/read-signer.ts'
import { markOf } from '../crypto/trust.ts'
import { bareReading, termsFor } from '../crypto/verify-detached.ts'
import { unchanging, type JudgedFile, type JudgeOptions } from './judged-file.ts'

const MOST_CMS = 256 * 1024 * 1024
const MOST_IN_MEMORY = 64 * 1024 * 1024
const STEP = 4 * 1024 * 1024

/** Judges a bare CMS: enveloping, or detached with its content handed in. */
export async function judgeCms(source: ByteSource, options: JudgeOptions): Promise<JudgedFile> {
  if (source.size > MOST_CMS) return notCms(source, options.name)
  const raw = await source.read(0, source.size)
  const bytes = pemBlocks(raw, '(?:PKCS7|CMS)')?.[0] ?? raw
  // Zeros after the value come from signers that reserve room; openssl and others read past them too.
  const cms = parseCms(bytes, true)
  if (!cms) return notCms(source, options.name)
  const content = cms.content ? undefined : options.content && (await digestsOf(options.content, cms))
  const signature = readSignature({ file: options.name, cms, content }, options.trust, 'seal')
  const { findings, signers, timestamps } = verifySeal(
    { ...bareReading(options.name), signatures: [signature] },
    termsFor(options.trust, options.now, 'seal', options.notBefore),
  )
  return unchanging({
    ...nothingOf(source, options.name),
    verdict: verdictOf(findings),
    cryptography: cryptographyOf(findings),
    findings,
    signers,
    timestamps,
    trust: markOf(options.trust),
    files: contentFile(
      options,
      cms.content,
      findings.some(({ reason }) => reason === 'signature.contentChanged'),
    ),
  })
}

function contentFile(
  { content }: JudgeOptions,
  inside: Uint8Array | undefined,
  changed: boolean,
): FileFacts[] {
  const size = inside?.length ?? content?.size
  if (size === undefined) return []
  return [
    {
      path: inside ? 'content' : 'detached',
      size,
      covered: true,
      state: changed ? 'changed' : 'ok',
      sha256: null,
      digests: [],
    },
  ]
}

function notCms(source: ByteSource, name: string): JudgedFile {
  const findings = [finding('signature.notCms', name)]
  return unchanging({ ...nothingOf(source, name), verdict: verdictOf(findings), findings })
}

function nothingOf(source: ByteSource, name: string): BundleFacts {
  return {
    name,
    size: source.size,
    manifestSha256: '',
    playable: false,
    sample: false,
    case: null,
    verdict: { indication: 'INDETERMINATE', subIndication: 'NO_SIGNATURE_FOUND' },
    cryptography: 'failed',
    findings: [],
    signers: [],
    timestamps: [],
    trust: null,
    files: [],
  }
}

/** The digests that the signers need, made in one reading; small content stays at hand as bytes. */
async function digestsOf(source: ByteSource, cms: Cms): Promise<SignedContent> {
  const names = cms.signers.flatMap(({ digest, algorithm }) =>
    [digest, algorithm.digest].filter((name) => name !== null),
  )
  const running = new Map([...new Set(names)].map((name) => [name, startDigest(name)]))
  for (let at = 0; at < source.size; at += STEP) {
    const part = await source.read(at, Math.min(STEP, source.size - at))
    for (const hash of running.values()) hash?.update(part)
  }
  const done = new Map([...running].map(([name, hash]) => [name, hash?.digest()]))
  const bytes = source.size <= MOST_IN_MEMORY ? { bytes: await source.read(0, source.size) } : {}
  return { digest: (name) => done.get(name), ...bytes }
}
