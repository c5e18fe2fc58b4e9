import { dirname, join } from 'node:path'
import type { ExchangeFailure, FileFailure } from '../core/failure.ts'
import { toHex } from '../core/bytes.ts'
import { parseImport, type ImportAct } from '../core/exchange/acts.ts'
import { takeIn, type KnownChain, type TakenIn } from '../core/exchange/take-in.ts'
import { authorNames } from '../core/ledger/author-names.ts'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import type { CopiedEntry } from '../core/ledger/entry-line.ts'
import { History } from '../core/ledger/history.ts'
import type { LedgerPorts } from '../core/ledger/ports.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { sha256 } from '../crypto/hash.ts'
import type { JudgeOptions } from '../verify/judged-file.ts'
import { readPackage, type SealedPackage } from './read-package.ts'

/** A package in memory has at most so many bytes. */
export const mostPackage = 256 * 1024 * 1024

/** What judging packages leans on. */
export interface ExchangeTerms {
  readonly ports: LedgerPorts
  readonly schemas: readonly string[]
  readonly judging: Omit<JudgeOptions, 'name'>
}

/** A package that was taken in, as it is kept beside the ledger. */
export interface KeptPackage {
  /** Number of the `import` entry, and when it was written. */
  readonly seq: number
  readonly time: string
  readonly act: ImportAct
  /** `missing`: the file is not there; `changed`: it is not the one that the entry names, or does not hold. */
  readonly state: 'kept' | 'missing' | 'changed'
}

/** Another author's chain as it stands here. */
export interface CaseChain {
  readonly origin: string
  readonly packages: readonly KeptPackage[]
  /** What was taken in without an alarm; null while nothing of it can be read. */
  readonly taken: TakenIn | null
  /** What came with an alarm, each as a whole chain of its own. */
  readonly branches: readonly TakenIn[]
  readonly known: KnownChain
}

/** Where a case keeps the packages of one chain. The case's own folder is that of its ledger. */
export function packagePath(ledgerFile: string, act: Pick<ImportAct, 'chain' | 'size' | 'package'>): string {
  const chain = act.chain.split('/').at(-1) ?? ''
  return join(dirname(ledgerFile), 'chains', chain, `${act.size}-${act.package.slice(0, 16)}.asice`)
}

/** All chains that the ledger's `import` entries name, judged anew from the kept packages. */
export async function readChains(
  ledgerFile: string,
  own: readonly EntryFacts[],
  terms: ExchangeTerms,
): Promise<readonly CaseChain[]> {
  const chains = new Map<string, CaseChain>()
  for (const entry of own) {
    const act = entry.kind === 'import' ? parseImport(entry.data ?? undefined) : undefined
    if (!act) continue
    const chain = chains.get(act.chain) ?? unknownChain(act.chain)
    chains.set(
      act.chain,
      await withPackage(chain, { seq: entry.seq, time: entry.time, act }, ledgerFile, terms),
    )
  }
  return [...chains.values()]
}

/** A chain of which nothing was taken in yet. */
export function unknownChain(origin: string): CaseChain {
  return { origin, packages: [], taken: null, branches: [], known: { entries: [], witnessed: [] } }
}

async function withPackage(
  chain: CaseChain,
  kept: Omit<KeptPackage, 'state'>,
  ledgerFile: string,
  terms: ExchangeTerms,
): Promise<CaseChain> {
  const witnessed = [...chain.known.witnessed, { size: kept.act.size, root: hexBytes(kept.act.root) }]
  const read = await readKept(packagePath(ledgerFile, kept.act), kept.act, terms)
  const taken = read.ok ? takeIn(terms.ports, terms.schemas, read.value, chain.known) : undefined
  const holds = taken?.ok === true && toHex(taken.value.root) === kept.act.root
  const missing = !read.ok && read.failure.code === 'file.notFound'
  const packages = [
    ...chain.packages,
    { ...kept, state: holds ? ('kept' as const) : missing ? ('missing' as const) : ('changed' as const) },
  ]
  if (!holds) return { ...chain, packages, known: { ...chain.known, witnessed } }
  // An entry that was written with an alarm never becomes the chain itself.
  if (kept.act.alarm !== null)
    return {
      ...chain,
      packages,
      branches: [...chain.branches, taken.value],
      known: { ...chain.known, witnessed },
    }
  return { ...chain, packages, taken: taken.value, known: { entries: taken.value.entries, witnessed } }
}

async function readKept(
  path: string,
  act: ImportAct,
  terms: ExchangeTerms,
): Promise<Result<SealedPackage, ExchangeFailure | FileFailure>> {
  const bytes = await readSmallFile(path, mostPackage)
  if (!bytes.ok) return bytes
  if (toHex(sha256(bytes.value)) !== act.package) return fail({ code: 'exchange.notAPackage', name: path })
  return readPackage(bytes.value, { ...terms.judging, name: path })
}

function hexBytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

/** The entries of a chain as people read them. */
export function historyOf(
  { entries, unsound }: Pick<TakenIn, 'entries' | 'unsound'>,
  ports: LedgerPorts,
): readonly EntryFacts[] {
  const history = new History(ports.sha256, authorNames(ports), unsound)
  for (const entry of entries) history.take(entry)
  return history.entries
}

/** A package as it was received, with what it came to. */
export interface Import {
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly blind: boolean
  readonly taken: TakenIn
}

/** Reads a package and holds it against what the case knows of its chain; `own` are the case's own entries. */
export async function judgePackage(
  bytes: Uint8Array,
  name: string,
  chains: readonly CaseChain[],
  own: { readonly origin: string; readonly entries: readonly CopiedEntry[] },
  terms: ExchangeTerms,
): Promise<Result<Import, ExchangeFailure>> {
  const packed = toHex(sha256(bytes))
  if (chains.some(({ packages }) => packages.some(({ act }) => act.package === packed)))
    return fail({ code: 'exchange.alreadyTaken', name })
  const read = await readPackage(bytes, { ...terms.judging, name })
  if (!read.ok) return read
  const { exchanged } = read.value
  const origin = `asservat/${exchanged.ledger}/${exchanged.case}`
  const known = chains.find((chain) => chain.origin === origin) ?? unknownChain(origin)
  // The own chain coming back: whoever shows another history of it has copied the case and gone on.
  const held = origin === own.origin ? { ...known.known, entries: own.entries } : known.known
  const taken = takeIn(terms.ports, terms.schemas, read.value, held)
  if (!taken.ok) return taken
  if (read.value.sealedBy !== taken.value.author.sha256)
    return fail({ code: 'exchange.notSound', entry: 0, reason: 'packageOfOtherAuthor' })
  return ok({ bytes, sha256: packed, blind: exchanged.blind, taken: taken.value })
}
