import { isWhole } from '../core/installation/file-list.ts'
import { checkProgram } from '../installation.ts'
import type { Judging } from '../judge.ts'
import type { Phrases } from '../phrases.ts'
import { exit, readWords, textOption, type Streams } from './words.ts'

/** `self-check [--trust DIR] [--json]`: 0 whole, 1 damaged, 2 nothing to compare with (a checkout, no list). */
export async function selfCheck(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  root: string,
  judging: (trust: string | undefined) => Promise<Judging>,
): Promise<number> {
  const read = readWords(words, { values: ['trust', 'home'], flags: ['json'], files: [0, 0] })
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: 'self-check', word: read.failure }))
    return exit.unusable
  }
  const found = await checkProgram(root, await judging(textOption(read.value, 'trust')))
  if (read.value.options['json']) streams.out(JSON.stringify(found))
  else {
    streams.out(phrases(`fortress.selfCheck.${found.state}`, { ...found.check, build: found.buildSha256 }))
    for (const kind of ['changed', 'missing', 'added'] as const)
      for (const path of found.check[kind])
        streams.out(`  ${phrases(`fortress.selfCheck.${kind}`, { path })}`)
    streams.out(
      found.signature
        ? phrases('fortress.selfCheck.signed', found.signature)
        : phrases('fortress.selfCheck.unsigned'),
    )
    streams.out(phrases('fortress.selfCheck.limits'))
  }
  if (found.state === 'noList') return exit.indeterminate
  return isWhole(found.check) && found.signature?.verdict !== 'TOTAL-FAILED' ? exit.passed : exit.failed
}
