import { resolve } from 'node:path'
import type { Failure } from '../core/failure.ts'
import { ok, type Result } from '../core/result.ts'
import { openAndJudge, type Judging } from '../judge.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { makeWorkingCopy, type WorkingCopy } from '../verify/working-copy.ts'
import { exit, readWords, textOption, type Streams } from './words.ts'

/** `copy BUNDLE --out FILE [--trust DIR]`: a working copy that was read back and judged whole, or none. */
export async function copy(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  judging: (trust: string | undefined) => Promise<Judging>,
): Promise<number> {
  const read = readWords(words, { values: ['out', 'trust', 'home'], files: [1, 1], required: ['out'] })
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: 'copy', word: read.failure }))
    return exit.unusable
  }
  const to = resolve(textOption(read.value, 'out') ?? '')
  const terms = await judging(textOption(read.value, 'trust'))
  const made = await copied(read.value.files[0] ?? '', to, terms)
  if (!made.ok) {
    streams.err(failureText(phrases, made.failure))
    return made.failure.code === 'copy.sourceBroken' ? exit.failed : exit.unusable
  }
  const { path, size, sha256, facts } = made.value
  streams.out(phrases('custody.cli.copied', { path, size, sha256 }))
  return facts.verdict.indication === 'TOTAL-PASSED' ? exit.passed : exit.indeterminate
}

async function copied(from: string, to: string, judging: Judging): Promise<Result<WorkingCopy, Failure>> {
  const opened = await openAndJudge(from, judging)
  if (!opened.ok) return opened
  const { manifestSha256 } = opened.value.judged.facts()
  await opened.value.file.close()
  const { trust, sampleTrust, now, notBefore } = judging
  const made = await makeWorkingCopy({
    from,
    to,
    manifestSha256,
    judging: { trust, sampleTrust, now: now(), notBefore: notBefore ?? 0 },
    signal: { aborted: false },
    onProgress: () => undefined,
  })
  return made.ok ? ok(made.value) : made
}
