import type { Json } from '../canonical.ts'
import type { EntryFacts } from '../ledger/entry-facts.ts'

/** The report issued before this one on the same bundle, and what is printed now and was not, or the reverse. */
export interface EarlierReport {
  readonly number: string
  readonly pdfSha256: string
  /** Entries, rising. */
  readonly added: readonly number[]
  readonly left: readonly number[]
}

/** The last issue that the ledger knows for the bundle; null when there was none or its words were erased. */
export function earlierReport(
  entries: readonly EntryFacts[],
  manifestSha256: string,
  printed: readonly number[],
): EarlierReport | null {
  const issues = entries
    .filter(({ kind }) => kind === 'reportSigned')
    .map(({ data }) => issueOf(data ?? null))
  const last = issues.filter((issue) => issue?.bundle === manifestSha256).at(-1)
  if (!last) return null
  const added = printed.filter((entry) => !last.entries.includes(entry))
  const left = last.entries.filter((entry) => !printed.includes(entry))
  return { number: last.number, pdfSha256: last.pdf, added: rising(added), left: rising(left) }
}

function rising(entries: readonly number[]): readonly number[] {
  return [...entries].sort((a, b) => a - b)
}

interface Issue {
  readonly number: string
  readonly pdf: string
  readonly bundle: string
  readonly entries: readonly number[]
}

function issueOf(data: Json): Issue | undefined {
  if (!isObject(data)) return undefined
  const { number, pdf, bundle, entries } = data
  if (typeof number !== 'string' || typeof pdf !== 'string' || typeof bundle !== 'string') return undefined
  if (!Array.isArray(entries)) return undefined
  return { number, pdf, bundle, entries: entries.filter((entry) => typeof entry === 'number') }
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
