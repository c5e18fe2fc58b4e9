import type { ByteSource } from '../core/bytes.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import type { Trust } from '../crypto/trust.ts'
import { judgeCms } from './judge-cms.ts'
import { judgeContainer } from './judge-container.ts'
import type { JudgedFile } from './judged-file.ts'
import { defectFacts } from './live-seal.ts'

export interface JudgeOptions {
  /** File name without folder. */
  readonly name: string
  readonly trust: Trust
  readonly now: Date
  /** What a detached signature signs. */
  readonly content?: ByteSource
  /** Trust of the sample bundle, and of that bundle alone. */
  readonly sampleTrust?: { readonly trust: Trust; readonly manifestSha256: string }
}

/**
 * Opens and judges any file: own bundle, foreign container, bare CMS, or nothing of the kind. Never throws for what
 * the bytes are; an exception inside counts as "not passed". Content is judged by `checkWhole`.
 */
export async function judgeFile(source: ByteSource, options: JudgeOptions): Promise<JudgedFile> {
  try {
    const first = source.size > 0 ? (await source.read(0, 1))[0] : undefined
    // A SEQUENCE begins with 0x30 in DER, a PEM file with a dash; ZIP files are known by their end.
    if (first === 0x30 || first === 0x2d) return await judgeCms(source, options)
    return await judgeContainer(source, options)
  } catch (error) {
    return unchanging(
      defectFacts(options.name, source.size, isGone(error) ? 'container.unreadable' : 'container.defect'),
    )
  }
}

/** Whether a read failed because the medium is away. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && error.name === 'FileGone'
}

/** A judgement that no further reading changes. */
export function unchanging(facts: BundleFacts): JudgedFile {
  return {
    facts: () => facts,
    clips: [],
    readFile: () => Promise.resolve(undefined),
    noteBrokenChunk: () => undefined,
    checkWhole: ({ onProgress }) => {
      onProgress?.({ state: 'whole', bytesDone: 0, bytesTotal: 0, secondsLeft: null, clips: [] })
      return Promise.resolve()
    },
  }
}
