import type { EntryFacts } from '../ledger/entry-facts.ts'
import type { SeqRange } from '../ledger/store.ts'

/** § 76 (4) BDSG: until the end of the year after. */
export const lawfulYears = 1

/** The longest period that an office may set, in years after the one of the access. */
export const mostYears = 30

/**
 * Entries of an access log whose content may no longer be kept: § 76 (4) BDSG has it deleted at the end of the year
 * after the one in which it arose. Grants and checkpoints name the person too, and go with the last entry of their
 * session. Deletion notes stay, and with them the grant that says who wrote them. Years are those of the office's clock, as the law counts them. `yearsAfter`: years
 * to keep after the one in which an entry arose; another law may ask for more than the one of § 76.
 */
export function expiredRanges(
  entries: readonly EntryFacts[],
  now: Date,
  yearsAfter = lawfulYears,
): readonly SeqRange[] {
  const latest = now.getFullYear() - 1 - yearsAfter
  const sessionEnds = sessionYears(entries)
  const noting = grantsOfNotes(entries)
  const expired = entries.filter((entry, index) => {
    if (entry.kind === 'deletionNote' || entry.payload === 'erased' || entry.payload === 'missing')
      return false
    if (entry.kind === 'sessionGrant' && noting.has(entry.seq)) return false
    const structural = entry.kind === 'sessionGrant' || entry.kind === 'checkpoint'
    return (structural ? (sessionEnds[index] ?? latest + 1) : yearOf(entry)) <= latest
  })
  return rangesOf(expired.map((entry) => entry.seq))
}

/** Grants of the sessions in which something was erased: without one nobody could tell who erased it. */
function grantsOfNotes(entries: readonly EntryFacts[]): ReadonlySet<number> {
  const grants = new Set<number>()
  let grant = 0
  for (const { seq, kind } of entries) {
    if (kind === 'sessionGrant') grant = seq
    else if (kind === 'deletionNote') grants.add(grant)
  }
  return grants
}

function yearOf(entry: EntryFacts): number {
  return new Date(entry.time).getFullYear()
}

/** For each entry the latest year in its session. */
function sessionYears(entries: readonly EntryFacts[]): readonly number[] {
  const years: number[] = []
  let year = 0
  for (const [index, entry] of [...entries.entries()].reverse()) {
    year = Math.max(year, yearOf(entry))
    years[index] = year
    if (entry.kind === 'sessionGrant') year = 0
  }
  // Within a session the grant has seen all of it; what follows it takes the grant's year.
  let grant = 0
  return entries.map((entry, index) => {
    if (entry.kind === 'sessionGrant') grant = years[index] ?? 0
    return grant
  })
}

/** Rising numbers as ranges that do not touch. */
function rangesOf(seqs: readonly number[]): readonly SeqRange[] {
  const ranges: [number, number][] = []
  for (const seq of seqs) {
    const last = ranges.at(-1)
    if (last && last[1] === seq - 1) last[1] = seq
    else ranges.push([seq, seq])
  }
  return ranges
}
