import type { Json } from '../canonical.ts'
import type { EntryFacts } from '../ledger/entry-facts.ts'

/** The report issued before this one on the same bundle, and how this one differs from it. */
export interface EarlierReport {
  readonly number: string
  readonly pdfSha256: string
  /** Entries, rising: printed now and not then; printed then and not now. */
  readonly added: readonly number[]
  readonly left: readonly number[]
  /** What was printed then stands here in a corrected form. */
  readonly changed: readonly { readonly from: number; readonly to: number }[]
}

/** What a ledger says of a report that was issued. */
export interface Issue {
  /** Ledger number and time of the entry. */
  readonly entry: number
  readonly at: string
  readonly number: string
  /** SHA-256, lower-case hex. */
  readonly pdf: string
  readonly bundle: string
  readonly entries: readonly number[]
  readonly recipients: readonly string[]
}

/** All issues on a bundle, the oldest first; those whose words were erased are left out. */
export function issuesOn(entries: readonly EntryFacts[], manifestSha256: string): readonly Issue[] {
  return entries.flatMap((entry) => {
    const issue = entry.kind === 'reportSigned' ? issueOf(entry) : undefined
    return issue?.bundle === manifestSha256 ? [issue] : []
  })
}

/** The last issue that the ledger knows for the bundle; null when there was none or its words were erased. */
export function earlierReport(
  entries: readonly EntryFacts[],
  manifestSha256: string,
  printed: readonly number[],
): EarlierReport | null {
  const last = issuesOn(entries, manifestSha256).at(-1)
  if (!last) return null
  const gone = last.entries.filter((entry) => !printed.includes(entry))
  const changed = rising(gone).flatMap((from) => {
    const to = laterForm(entries, from, printed)
    return to === undefined ? [] : [{ from, to }]
  })
  const added = printed.filter((entry) => !last.entries.includes(entry))
  return {
    number: last.number,
    pdfSha256: last.pdf,
    added: rising(added.filter((entry) => changed.every(({ to }) => to !== entry))),
    left: rising(gone.filter((entry) => changed.every(({ from }) => from !== entry))),
    changed,
  }
}

/** The printed entry at the end of the corrections of an entry, if any. */
function laterForm(
  entries: readonly EntryFacts[],
  entry: number,
  printed: readonly number[],
): number | undefined {
  let next = entries[entry - 1]?.supersededBy ?? null
  while (next !== null && !printed.includes(next)) next = entries[next - 1]?.supersededBy ?? null
  return next ?? undefined
}

function rising(entries: readonly number[]): readonly number[] {
  return [...entries].sort((a, b) => a - b)
}

function issueOf({ seq, time, data }: EntryFacts): Issue | undefined {
  if (!isObject(data ?? null)) return undefined
  const { number, pdf, bundle, entries, recipients } = data as Readonly<Record<string, Json>>
  if (typeof number !== 'string' || typeof pdf !== 'string' || typeof bundle !== 'string') return undefined
  if (!Array.isArray(entries)) return undefined
  return {
    entry: seq,
    at: time,
    number,
    pdf,
    bundle,
    entries: entries.filter((entry) => typeof entry === 'number'),
    recipients: Array.isArray(recipients) ? recipients.filter((one) => typeof one === 'string') : [],
  }
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
