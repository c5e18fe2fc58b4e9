import { join } from 'node:path'
import { writeOnce } from '../disk/write-once.ts'
import type { Judging } from '../judge.ts'
import { judgeWhole } from '../judge.ts'
import { failureText, phrasesIn, type Phrases } from '../phrases.ts'
import { kitPage } from '../verify/kit-page.ts'
import { openWords, readerFrom } from './open-with.ts'
import { exit, readWords, textOption, type Streams } from './words.ts'

/** `kit BUNDLE [--out DIR] [--trust DIR]`: how anybody checks this bundle with stock tools, in both languages. */
export async function kit(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  judging: (trust: string | undefined) => Promise<Judging>,
): Promise<number> {
  const read = readWords(words, { values: ['out', 'trust', 'home', ...openWords], files: [1, 1] })
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: 'kit', word: read.failure }))
    return exit.unusable
  }
  const file = read.value.files[0] ?? ''
  const reader = await readerFrom(read.value)
  if (!reader.ok) {
    streams.err(failureText(phrases, reader.failure))
    return exit.unusable
  }
  const terms = { ...(await judging(textOption(read.value, 'trust'))), reader: reader.value }
  const judged = await judgeWhole(file, terms, undefined)
  if (!judged.ok) {
    streams.err(`${file}: ${failureText(phrases, judged.failure)}`)
    return exit.unusable
  }
  const facts = judged.value
  if (facts.case === null && !facts.encryption) {
    const subIndication = facts.verdict.subIndication ?? 'FORMAT_FAILURE'
    streams.err(
      failureText(phrases, { code: 'bundle.notPlayable', name: facts.name, subIndication, path: file }),
    )
    return exit.unusable
  }
  for (const language of ['de', 'en'] as const) {
    const say = phrasesIn(language)
    const page = kitPage(facts, (key, values) => say(`seal.kit.${key}`, values))
    const path = join(textOption(read.value, 'out') ?? '.', `${facts.name}.CHECK.${language}.md`)
    const written = await writeOnce(path, Buffer.from(page))
    if (!written.ok) {
      streams.err(failureText(phrases, written.failure))
      return exit.unusable
    }
    streams.out(phrases('cli.kit', { out: path }))
  }
  return exit.passed
}
