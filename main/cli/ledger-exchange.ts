import { basename } from 'node:path'
import type { Failure } from '../core/failure.ts'
import { originOf } from '../core/ledger/entry.ts'
import { toHex } from '../core/bytes.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { writeOnce } from '../disk/write-once.ts'
import { mostPackage } from '../exchange/case-chains.ts'
import type { LedgerFinding } from '../core/ledger/entry-facts.ts'
import { doubtIn } from '../core/exchange/take-in.ts'
import type { CaseExchange, ChainComparison } from '../exchange/case-exchange.ts'
import type { Phrases } from '../phrases.ts'
import { exit, textOption, type Grammar, type Words } from './words.ts'

/** What a verb of the exchange has to say, and the exit code. */
export interface ExchangeAnswer {
  readonly lines: readonly string[]
  readonly value: unknown
  readonly code: number
}

type ExchangeVerb = (
  words: Words,
  exchange: CaseExchange,
  phrases: Phrases,
) => Promise<Result<ExchangeAnswer, Failure>>

const identity = ['key', 'pass-file'] as const
const common = ['trust', 'home', ...identity]

/** Verbs of `ledger` that hand over, take in, compare and countersign; FILE is the ledger of one's own case. */
export const exchangeVerbs: Readonly<
  Record<string, { readonly grammar: Grammar; readonly run: ExchangeVerb }>
> = {
  export: {
    grammar: grammarOf(1, { values: ['out', 'from'], flags: ['blind'], required: ['out'] }),
    run: exportPackage,
  },
  import: { grammar: grammarOf(2), run: importPackage },
  chains: { grammar: grammarOf(1), run: listChains },
  compare: { grammar: grammarOf(1, { values: ['chain'], required: ['chain'] }), run: compare },
  countersign: {
    grammar: grammarOf(1, {
      values: ['chain', 'entry', 'text'],
      flags: ['assent', 'dissent'],
      required: ['chain', 'text'],
    }),
    run: countersign,
  },
  blind: { grammar: grammarOf(1), run: async (_words, exchange) => written(exchange.beginBlind()) },
  reveal: { grammar: grammarOf(1), run: async (_words, exchange) => written(await exchange.reveal()) },
  decide: {
    grammar: grammarOf(1, {
      values: ['annotation', 'chosen', 'reason'],
      required: ['annotation', 'chosen', 'reason'],
    }),
    run: async (words, exchange) =>
      written(
        await exchange.decide({
          annotation: textOption(words, 'annotation') ?? '',
          chosen: textOption(words, 'chosen') ?? '',
          reason: textOption(words, 'reason') ?? '',
        }),
      ),
  },
}

function grammarOf(files: number, more: Omit<Grammar, 'files'> = {}): Grammar {
  return {
    values: [...common, ...(more.values ?? [])],
    flags: ['json', ...(more.flags ?? [])],
    files: [files, files],
    required: [...identity, ...(more.required ?? [])],
  }
}

async function exportPackage(words: Words, exchange: CaseExchange, phrases: Phrases) {
  const out = textOption(words, 'out') ?? ''
  const from = Number(textOption(words, 'from') ?? '1')
  if (!Number.isSafeInteger(from) || from < 1)
    return fail({ code: 'exchange.unknownEntry', entry: 0 } as const)
  const made = await exchange.export({ from, blind: words.options['blind'] === true })
  if (!made.ok) return made
  const saved = await writeOnce(out, made.value)
  if (!saved.ok) return saved
  return answer([phrases('exchange.cli.exported', { out })], { out })
}

async function importPackage(words: Words, exchange: CaseExchange, phrases: Phrases) {
  const path = words.files[1] ?? ''
  const bytes = await readSmallFile(path, mostPackage)
  if (!bytes.ok) return bytes
  const taken = await exchange.take(bytes.value, basename(path))
  if (!taken.ok) return taken
  const { origin, size, root, alarm, differsAt, author } = taken.value
  const doubt = doubtIn(taken.value)
  const told = { chain: origin, size, root: toHex(root), alarm, differsAt, signer: author.subject }
  const value = { ...told, doubt: doubt?.reason ?? null }
  const lines = [
    phrases('exchange.cli.taken', value),
    ...doubtLines(doubt, phrases),
    ...(alarm === null ? [] : [phrases(`exchange.alarm.${alarm}`, { ...value, entry: differsAt ?? size })]),
  ]
  return answer(lines, value, alarm === null ? exit.passed : exit.failed)
}

async function listChains(_words: Words, exchange: CaseExchange, phrases: Phrases) {
  const chains = await exchange.chains()
  const value = chains.map(({ origin, packages, taken }) => ({
    chain: origin,
    doubt: taken ? doubtIn(taken) : null,
    packages: packages.map(({ seq, time, act, state }) => ({ entry: seq, time, state, ...act })),
  }))
  const lines = value.flatMap(({ chain, packages, doubt }) => [
    phrases('exchange.cli.chain', { chain, signer: packages.at(-1)?.signer ?? '' }),
    ...doubtLines(doubt, phrases),
    ...packages.map((kept) => `  ${phrases(`exchange.package.${kept.state}`, kept)}`),
    ...packages
      .filter(({ alarm }) => alarm !== null)
      .map((kept) => `  x ${phrases(`exchange.alarm.${kept.alarm ?? ''}`, kept)}`),
  ])
  const bad = value.some(({ packages }) =>
    packages.some(({ alarm, state }) => alarm !== null || state !== 'kept'),
  )
  return answer(
    lines.length > 0 ? lines : [phrases('exchange.cli.none')],
    value,
    bad ? exit.failed : exit.passed,
  )
}

/** A name says nothing where nobody the office trusts vouches for it. */
function doubtLines(doubt: LedgerFinding | null, phrases: Phrases): readonly string[] {
  return doubt === null ? [] : [`  - ${phrases(`ledger.reason.${doubt.reason ?? ''}`, { ...doubt.facts })}`]
}

async function compare(words: Words, exchange: CaseExchange, phrases: Phrases) {
  const compared = await exchange.compare(chainNamed(words))
  if (!compared.ok) return compared
  const { comparison, disputes } = compared.value
  return answer(comparisonLines(compared.value, phrases), { ...comparison, disputes })
}

function comparisonLines({ comparison, disputes }: ChainComparison, phrases: Phrases): string[] {
  const { agreed, differing, onlyFirst, onlySecond, otherTable, clips } = comparison
  const counts = [agreed, differing, onlyFirst, onlySecond, otherTable].map((list) => list.length)
  const [a, d, first, second, other] = counts
  return [
    phrases('exchange.cli.compared', {
      agreed: a,
      differing: d,
      onlyFirst: first,
      onlySecond: second,
      other,
    }),
    ...clips.flatMap(({ name, runs }) => [
      name,
      ...runs.map(
        (run) =>
          `  ${run.from}–${run.to}: ${phrases(`exchange.run.${run.state}`)} [${run.first.join(', ')} | ${run.second.join(', ')}]`,
      ),
    ]),
    ...disputes.map(({ id, claims, decided }) =>
      phrases('exchange.cli.dispute', {
        id,
        claims: claims.map(({ hash }) => hash).join(', '),
        decided: decided ?? '–',
      }),
    ),
  ]
}

async function countersign(words: Words, exchange: CaseExchange) {
  const entry = textOption(words, 'entry')
  const assent = words.options['assent'] === true
  // Neither or both says nothing.
  if (assent === (words.options['dissent'] === true))
    return fail({ code: 'annotation.notAllowed', reason: 'reasonEmpty' } as const)
  const order = { chain: chainNamed(words), assent, text: textOption(words, 'text') ?? '' }
  return written(await exchange.countersign({ ...order, entry: entry === undefined ? null : Number(entry) }))
}

/** A chain by its whole name or by the case's UUID alone. */
function chainNamed(words: Words): string {
  const chain = textOption(words, 'chain') ?? ''
  return chain.includes('/') ? chain : originOf('findings', chain)
}

function written(entry: Result<{ readonly seq: number; readonly hash: string }, Failure>) {
  return entry.ok
    ? answer([`${entry.value.seq} ${entry.value.hash}`], { entry: entry.value.seq, hash: entry.value.hash })
    : entry
}

function answer(
  lines: readonly string[],
  value: unknown,
  code: number = exit.passed,
): Result<ExchangeAnswer, Failure> {
  return ok({ lines, value, code })
}
