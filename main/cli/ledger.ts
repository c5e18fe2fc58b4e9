import type { LedgerVerification } from '../core/ledger/ledger-judgement.ts'
import { anchorIn } from '../core/ledger/anchor-file.ts'
import { ok } from '../core/result.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { ledgerPorts } from '../ipc/ledger-ports.ts'
import type { Judging } from '../judge.ts'
import { extractIn } from '../judge-ledger.ts'
import { verifyExtractFile } from '../ledger/verify-extract-file.ts'
import { verifyLedgerFile } from '../ledger/verify-ledger.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { exchangeVerbs } from './ledger-exchange.ts'
import { extractVerb } from './ledger-extract.ts'
import { searchVerb } from './ledger-search.ts'
import { withLedger } from './ledger-session.ts'
import { exit, readWords, textOption, type Streams } from './words.ts'

/** The verbs of `ledger`: verify judges a file, the others need a key and write into one's own ledger. */
export async function ledger(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  nativeBinding: string,
  judging: (trust: string | undefined) => Promise<Judging>,
): Promise<number> {
  if (words[0] === 'extract') return extractVerb(words.slice(1), streams, phrases, nativeBinding)
  if (words[0] === 'search')
    return searchVerb(words.slice(1), streams, phrases, nativeBinding, () => judging(undefined))
  const verb = exchangeVerbs[words[0] ?? '']
  if (!verb) return verifyLedger(words, streams, phrases, nativeBinding, judging)
  const read = readWords(words.slice(1), verb.grammar)
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: `ledger ${words[0] ?? ''}`, word: read.failure }))
    return exit.unusable
  }
  const trust = await judging(textOption(read.value, 'trust'))
  const done = await withLedger(read.value.files[0] ?? '', read.value, trust, nativeBinding, ({ exchange }) =>
    verb.run(read.value, exchange, phrases),
  )
  if (!done.ok) {
    streams.err(failureText(phrases, done.failure))
    return exit.unusable
  }
  const { lines, value, code } = done.value
  for (const line of read.value.options['json'] ? [JSON.stringify(value)] : lines) streams.out(line)
  return code
}

/** `ledger verify FILE [--anchor FILE] [--trust DIR] [--json]`: the first bad entry, what is proved, what is not. */
async function verifyLedger(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  nativeBinding: string,
  judging: (trust: string | undefined) => Promise<Judging>,
): Promise<number> {
  const read = readWords(words.slice(1), {
    values: ['anchor', 'trust', 'home'],
    flags: ['json'],
    files: [1, 1],
  })
  if (words[0] !== 'verify' || !read.ok) {
    streams.err(
      phrases('cli.usage', { verb: 'ledger', word: read.ok ? (words[0] ?? 'verify') : read.failure }),
    )
    return exit.unusable
  }
  const file = read.value.files[0] ?? ''
  const anchorPath = textOption(read.value, 'anchor')
  const anchor = anchorPath === undefined ? undefined : await readSmallFile(anchorPath, 64 << 20)
  const present = await extractIn(file)
  const unreadable = [present, anchor].find((opened) => opened && !opened.ok)
  if (unreadable && !unreadable.ok) {
    streams.err(failureText(phrases, unreadable.failure))
    return exit.unusable
  }
  const ports = ledgerPorts(await judging(textOption(read.value, 'trust')))
  const kept = anchor?.ok ? await anchorIn(anchor.value) : undefined
  const extract = present.ok ? present.value : undefined
  const verified = extract
    ? ok(verifyExtractFile(file, extract, ports, nativeBinding))
    : verifyLedgerFile(file, ports, nativeBinding, kept)
  if (!verified.ok) {
    streams.err(failureText(phrases, verified.failure))
    return exit.unusable
  }
  const lines = ledgerLines(file, verified.value, read.value.options['json'] === true, phrases)
  for (const line of lines) streams.out(line)
  const codes = {
    'TOTAL-PASSED': exit.passed,
    'TOTAL-FAILED': exit.failed,
    INDETERMINATE: exit.indeterminate,
  }
  return codes[verified.value.verdict]
}

/** What the command line says of a judged ledger, in words or as one line of JSON. */
export function ledgerLines(
  path: string,
  verified: LedgerVerification,
  json: boolean,
  phrases: Phrases,
): readonly string[] {
  return json ? [JSON.stringify({ ...verified, file: path })] : plain(verified, phrases)
}

function plain(verified: LedgerVerification, phrases: Phrases): string[] {
  return [
    phrases('cli.ledger.verdict', { ...verified, sub: verified.subIndication ?? '–' }),
    phrases('cli.ledger.head', { ...verified }),
    ...verified.findings
      .filter((finding) => finding.state !== 'passed')
      .map((finding) => `  ${finding.state === 'failed' ? 'x' : '-'} ${ledgerFindingText(finding, phrases)}`),
  ]
}

function ledgerFindingText(finding: LedgerVerification['findings'][number], phrases: Phrases): string {
  return phrases(`ledger.reason.${finding.reason ?? ''}`, { entry: finding.entry, ...finding.facts })
}
