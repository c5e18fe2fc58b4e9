import type { ByteSource } from '../core/bytes.ts'
import { judgeCms } from './judge-cms.ts'
import { judgeContainer } from './judge-container.ts'
import { isGone, unchanging, type JudgedFile, type JudgeOptions } from './judged-file.ts'
import { defectFacts } from './live-facts.ts'

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
