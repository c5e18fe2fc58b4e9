import type { EntryFacts } from '../ledger/entry-facts.ts'
import { parseBlind } from './acts.ts'

/**
 * Where a blind second review stands in a ledger: `hidden` while nothing of the other chains may be shown, `ready` once
 * something was stated since it began.
 */
export interface BlindState {
  readonly state: 'none' | 'hidden' | 'revealed'
  /** The entry that began it; null without one. */
  readonly begun: number | null
  /** Statements signed since it began. */
  readonly stated: number
}

export function blindStateOf(entries: readonly EntryFacts[]): BlindState {
  const acts = entries.flatMap((entry) => {
    const act = entry.kind === 'blindReview' ? parseBlind(entry.data ?? undefined) : undefined
    return act ? [{ seq: entry.seq, act: act.act }] : []
  })
  const last = acts.at(-1)
  if (!last) return { state: 'none', begun: null, stated: 0 }
  const begun = acts.filter(({ act }) => act === 'begun').at(-1)?.seq ?? last.seq
  const stated = entries.filter(({ seq, annotation }) => seq > begun && annotation !== null).length
  return { state: last.act === 'begun' ? 'hidden' : 'revealed', begun, stated }
}
