import { fromBase64, toBase64 } from '../base64.ts'
import { fromUtf8, toHex, utf8, type Hash } from '../bytes.ts'
import { printCanonical } from '../canonical.ts'
import { parseBody, parseHash, type LedgerName } from '../ledger/entry.ts'
import { entryJson, entryMembers, parseEntryJson, type CopiedEntry } from '../ledger/entry-line.ts'
import { countOf, listOf, parseObject, textOf } from '../ledger/json-shape.ts'
import type { TreeHead } from '../ledger/proofs.ts'

/** What one workstation hands to another: entries `from` up to `size` of a ledger as they are stored. */
export interface ExchangePackage {
  readonly ledger: LedgerName
  /** UUID of the case on the workstation that hands it over: the name of the chain. */
  readonly case: string
  readonly from: number
  readonly size: number
  readonly root: Hash
  /** The tree before entry `from`; null when the package begins with the first entry. */
  readonly previous: TreeHead | null
  /** RFC 6962 consistency proof from `previous` to the tree of `size` entries. */
  readonly consistency: readonly Hash[]
  /** Whether what the author states is withheld, so that somebody can review without knowing it. */
  readonly blind: boolean
  readonly entries: readonly CopiedEntry[]
}

/** Names of the parts in the container; the first is its root file. */
export const packageFiles = {
  head: 'exchange.json',
  entries: 'entries.jsonl',
  note: 'checkpoint.txt',
  cms: 'checkpoint.p7s',
} as const

const format = 'asservat-exchange/1'
const headMembers = [
  'format',
  'ledger',
  'case',
  'from',
  'size',
  'root',
  'previous',
  'consistency',
  'blind',
] as const

/** `exchange.json`: what the package is, one object of canonical JSON. */
export function printHead(exchanged: Omit<ExchangePackage, 'entries'>): Uint8Array {
  const { ledger, from, size, root, previous, consistency, blind } = exchanged
  return utf8(
    printCanonical({
      format,
      ledger,
      case: exchanged.case,
      from,
      size,
      root: toHex(root),
      previous: previous && { size: previous.size, root: toHex(previous.root) },
      consistency: consistency.map((node) => toBase64(node)),
      blind,
    }),
  )
}

/** `entries.jsonl`: a line of canonical JSON an entry. */
export function printEntries(entries: readonly CopiedEntry[]): Uint8Array {
  return utf8(entries.map((entry) => `${printCanonical(entryJson(entry))}\n`).join(''))
}

/** The package that both files spell, or undefined; nothing in it is verified yet. */
export function parsePackage(head: Uint8Array, entries: Uint8Array): ExchangePackage | undefined {
  const value = parseObject(head, headMembers)
  const [ledger, caseId, blind] = [value?.['ledger'], textOf(value?.['case']), value?.['blind']]
  const [from, size, root] = [countOf(value?.['from']), countOf(value?.['size']), parseHash(value?.['root'])]
  const previous = value?.['previous'] === null ? null : treeHeadOf(value?.['previous'])
  const consistency = listOf(value?.['consistency'])?.map((node) => fromBase64(textOf(node) ?? ''))
  const nodes = consistency?.flatMap((node) => (node?.length === 32 ? [node] : []))
  const rows = parseRows(entries)
  if (value?.['format'] !== format || (ledger !== 'findings' && ledger !== 'access')) return undefined
  if (caseId === undefined || from === undefined || size === undefined || !root || previous === undefined)
    return undefined
  if (!nodes || nodes.length !== consistency?.length || typeof blind !== 'boolean' || !rows) return undefined
  return { ledger, case: caseId, from, size, root, previous, consistency: nodes, blind, entries: rows }
}

function treeHeadOf(value: unknown): TreeHead | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { size, root } = value as { readonly size?: unknown; readonly root?: unknown }
  const hash = typeof root === 'string' ? parseHash(root) : undefined
  return Object.keys(value).length === 2 && typeof size === 'number' && hash
    ? { size, root: hash }
    : undefined
}

function parseRows(bytes: Uint8Array): readonly CopiedEntry[] | undefined {
  const text = fromUtf8(bytes)
  if (text === undefined || !text.endsWith('\n')) return undefined
  const lines = text.slice(0, -1).split('\n')
  const rows = lines.flatMap((line) => {
    const value = parseObject(utf8(line), entryMembers)
    return (value && parseEntryJson(value)) ?? []
  })
  return rows.length === lines.length ? rows : undefined
}

/** Kinds whose content a checker needs; all others can be withheld. */
const structural: readonly string[] = ['sessionGrant', 'checkpoint', 'deletionNote', 'import', 'blindReview']

/** Whether the content of an entry is needed to check the chain it stands in. */
export function isStructural(entry: Pick<CopiedEntry, 'body'>): boolean {
  return structural.includes(parseBody(entry.body)?.kind ?? '')
}

/** The entry as it leaves: personal notes always, and in a blind package all that is stated, without what they say. */
export function leaving(entry: CopiedEntry, blind: boolean): CopiedEntry {
  const personal = parseBody(entry.body)?.kind === 'personalNote'
  const hidden = personal || (blind && !isStructural(entry))
  return hidden && entry.payload ? { ...entry, payload: null, state: 'withheld' } : entry
}
