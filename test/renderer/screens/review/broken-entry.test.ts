import { expect, test } from 'vitest'
import type { EntryFacts } from '../../../../main/core/ledger/entry-facts.ts'
import { brokenEntry } from '../../../../renderer/screens/review/broken-entry.ts'

function entry(seq: number, kind: EntryFacts['kind'], data: EntryFacts['data']): EntryFacts {
  return {
    seq,
    kind,
    time: '2026-11-23T13:00:00.000Z',
    author: 'Prüfer/in 1',
    hash: 'a'.repeat(64),
    annotation: null,
    supersedes: null,
    supersededBy: null,
    withdrawn: false,
    reason: null,
    ...(data === undefined ? {} : { data }),
  }
}

test('the entry that is named is the one of this chunk of this clip of this bundle', () => {
  const entries = [
    entry(1, 'sealChecked', { bundle: 'b', clip: 1, chunk: 8 }),
    entry(2, 'chunkBroken', { bundle: 'other', clip: 1, chunk: 8 }),
    entry(3, 'chunkBroken', { bundle: 'b', clip: 2, chunk: 8 }),
    entry(4, 'chunkBroken', { bundle: 'b', clip: 1, chunk: 8 }),
    entry(5, 'chunkBroken', null),
  ]
  expect([
    brokenEntry(entries, 'b', 1, [7, 8])?.seq,
    brokenEntry(entries, 'b', 1, [9])?.seq,
    brokenEntry(entries, 'b', 2, [8])?.seq,
  ]).toEqual([4, undefined, 3])
})
