import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import { ledgerPorts } from '../ipc/ledger-ports.ts'
import type { Judging } from '../judge.ts'
import { readLedger } from '../ledger/read-ledger.ts'
import { openSearchIndex } from '../ledger/search-index.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { exit, readWords, type Streams } from './words.ts'

/** So many entries are printed: who finds more asks more exactly. */
const most = 1000

/** `ledger search FILE WORD… [--json]`: entries in which every word, or its beginning, occurs; newest first. */
export async function searchVerb(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  nativeBinding: string,
  judging: () => Promise<Judging>,
): Promise<number> {
  const read = readWords(words, { values: ['trust', 'home'], flags: ['json'], files: [2, 100] })
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: 'ledger search', word: read.failure }))
    return exit.unusable
  }
  const [file = '', ...asked] = read.value.files
  const ledger = readLedger(file, ledgerPorts(await judging()), nativeBinding)
  if (!ledger.ok) {
    streams.err(failureText(phrases, ledger.failure))
    return exit.unusable
  }
  const found = foundIn(ledger.value.entries, asked.join(' '), nativeBinding)
  for (const entry of found) streams.out(read.value.options['json'] ? asJson(entry) : asLine(entry, phrases))
  return exit.passed
}

/** The index is built in memory: nothing is left beside the ledger. */
function foundIn(entries: readonly EntryFacts[], words: string, nativeBinding: string): EntryFacts[] {
  const index = openSearchIndex(':memory:', nativeBinding)
  try {
    index.follow(entries)
    return index.find(words, most).flatMap((seq) => entries.find((entry) => entry.seq === seq) ?? [])
  } finally {
    index.close()
  }
}

function asLine({ seq, time, author, kind, annotation, reason }: EntryFacts, phrases: Phrases): string {
  const said = (annotation?.text ?? reason ?? '').replace(/\s+/g, ' ')
  return [seq, time, author, phrases(`state.entry.${kind}`), said].join('\t')
}

function asJson({ seq, time, author, kind, hash, annotation, reason }: EntryFacts): string {
  return JSON.stringify({ seq, time, author, kind, hash, text: annotation?.text ?? null, reason })
}
