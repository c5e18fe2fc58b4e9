import { parseAccess, type AccessAct, type AccessRecord } from '../../../main/core/access/access-record.ts'
import type { EntryFacts } from '../../../main/core/ledger/entry-facts.ts'

/** One line of the access log. */
export interface AccessRow {
  readonly seq: number
  readonly time: string
  readonly person: string
  /** `erased`: past its period; `note`: the signed note that others were. */
  readonly kind: 'access' | 'erased' | 'note'
  readonly record: AccessRecord | undefined
}

export const everything = 'all'

/** Newest first; grants and checkpoints are the log's own business. */
export function accessRows(entries: readonly EntryFacts[]): readonly AccessRow[] {
  return entries
    .filter(({ kind }) => kind === 'accessed' || kind === 'deletionNote')
    .map((entry) => {
      const record = entry.kind === 'accessed' ? parseAccess(entry.data) : undefined
      const kind = entry.kind === 'deletionNote' ? 'note' : record ? 'access' : 'erased'
      return { seq: entry.seq, time: entry.time, person: entry.author, kind, record } as const
    })
    .toReversed()
}

export interface AccessFilter {
  readonly person: string
  readonly act: string
  /** YYYY-MM-DD by the clock of this workstation. */
  readonly day: string
}

export function listedAccesses(rows: readonly AccessRow[], filter: AccessFilter): readonly AccessRow[] {
  return rows
    .filter(({ person }) => filter.person === everything || person === filter.person)
    .filter(({ record }) => filter.act === everything || record?.act === filter.act)
    .filter(({ time }) => filter.day === everything || dayOf(time) === filter.day)
}

export function peopleIn(rows: readonly AccessRow[]): readonly string[] {
  return [...new Set(rows.map(({ person }) => person))].toSorted()
}

export function actsIn(rows: readonly AccessRow[]): readonly AccessAct[] {
  return [...new Set(rows.flatMap(({ record }) => record?.act ?? []))]
}

export function daysIn(rows: readonly AccessRow[]): readonly string[] {
  return [...new Set(rows.map(({ time }) => dayOf(time)))]
}

/** The day on which it was by this workstation's clock. */
function dayOf(time: string): string {
  const at = new Date(time)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
