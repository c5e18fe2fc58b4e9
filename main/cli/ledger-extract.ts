import { utf8 } from '../core/bytes.ts'
import { writeOnce } from '../disk/write-once.ts'
import { takeExtract } from '../exchange/take-extract.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { exit, readWords, textOption, type Streams } from './words.ts'

/** `ledger extract FILE --entries 3,7|all --out EXTRACT [--withhold 5,6]`: single entries with their proofs, no key needed. */
export async function extractVerb(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  nativeBinding: string,
): Promise<number> {
  const read = readWords(words, {
    values: ['entries', 'withhold', 'out', 'home', 'trust'],
    files: [1, 1],
    required: ['entries', 'out'],
  })
  const [asked, withheld] = read.ok
    ? [textOption(read.value, 'entries') ?? '', textOption(read.value, 'withhold') ?? '']
    : ['', '']
  const entries = asked === 'all' ? asked : numbersIn(asked)
  const hidden = withheld === '' ? [] : numbersIn(withheld)
  if (!read.ok || !entries || !hidden) {
    const word = read.ok ? '--entries' : read.failure
    streams.err(phrases('cli.usage', { verb: 'ledger extract', word }))
    return exit.unusable
  }
  const taken = takeExtract(read.value.files[0] ?? '', { entries, withheld: hidden }, nativeBinding)
  const out = textOption(read.value, 'out') ?? ''
  const done = taken.ok ? await writeOnce(out, utf8(taken.value)) : taken
  if (!done.ok) {
    streams.err(failureText(phrases, done.failure))
    return exit.unusable
  }
  streams.out(phrases('exchange.cli.extracted', { out }))
  return exit.passed
}

/** Numbers from 1, parted by commas, or undefined. */
function numbersIn(list: string): readonly number[] | undefined {
  const numbers = list.split(',').map(Number)
  return numbers.every((seq) => Number.isSafeInteger(seq) && seq >= 1) ? numbers : undefined
}
