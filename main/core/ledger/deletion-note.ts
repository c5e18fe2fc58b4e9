import type { Json } from '../canonical.ts'
import { countOf, listOf, parseObject, textOf } from './json-shape.ts'
import type { SeqRange } from './store.ts'

/** Why the content of entries was destroyed and which ones; the entries themselves stay. */
export interface DeletionNote {
  readonly ranges: readonly SeqRange[]
  /** Ground in law or rule, as the office words it. */
  readonly reason: string
}

export function deletionData(note: DeletionNote): Json {
  return { ranges: note.ranges, reason: note.reason }
}

/** The ranges of a deletion note written as entry `seq`, or undefined: it can only name entries before itself. */
export function eraseRanges(data: Uint8Array, seq: number): readonly SeqRange[] | undefined {
  const value = parseObject(data, ['ranges', 'reason'])
  const list = listOf(value?.['ranges'])
  if (!list || textOf(value?.['reason']) === undefined) return undefined
  const ranges: SeqRange[] = []
  let after = 0
  for (const item of list) {
    const pair = listOf(item)
    const [from, to] = [countOf(pair?.[0]), countOf(pair?.[1])]
    if (pair?.length !== 2 || from === undefined || to === undefined) return undefined
    // Rising and apart: one set of entries has one spelling.
    if (from <= after || to < from || to >= seq) return undefined
    ranges.push([from, to])
    after = to + 1
  }
  return ranges.length > 0 ? ranges : undefined
}
