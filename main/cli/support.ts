import { homeFolder } from '../disk/home.ts'
import { checkProgram, programVersion } from '../installation.ts'
import type { Judging } from '../judge.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { gatherSupport, writeSupport } from '../support-parcel.ts'
import { exit, readWords, textOption, type Streams } from './words.ts'

/** `support [--home DIR] [--out ZIP]`: prints all that would leave, letter by letter; with `--out` writes just that. */
export async function support(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  root: string,
  judging: (trust: string | undefined) => Promise<Judging>,
): Promise<number> {
  const read = readWords(words, { values: ['home', 'out'], files: [0, 0] })
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: 'support', word: read.failure }))
    return exit.unusable
  }
  const judged = await judging(undefined)
  const parts = await gatherSupport({
    home: homeFolder(textOption(read.value, 'home')),
    version: programVersion(root),
    packaged: root.endsWith('.asar'),
    program: await checkProgram(root, judged),
    policy: judged.policy ?? {},
  })
  for (const { name, text } of parts) streams.out(`== ${name}\n${text}`)
  const out = textOption(read.value, 'out')
  if (out === undefined) return exit.passed
  const written = await writeSupport(out, parts)
  if (written.ok) return exit.passed
  streams.err(failureText(phrases, written.failure))
  return exit.unusable
}
