import { expect, test } from 'vitest'
import { accessData, type AccessAct } from '../../../../main/core/access/access-record.ts'
import type { EntryFacts } from '../../../../main/core/ledger/entry-facts.ts'
import {
  accessRows,
  everything,
  listedAccesses,
  peopleIn,
} from '../../../../renderer/screens/access/access-rows.ts'

function entry(seq: number, author: string, act: AccessAct | 'erased'): EntryFacts {
  const object = { kind: 'case', name: '123 Js 4567/26', sha256: null } as const
  const data =
    act === 'erased'
      ? undefined
      : accessData({ act, object, purpose: 'Auswertung', recipient: 'Verteidigung' })
  return {
    seq,
    kind: 'accessed',
    time: `2026-11-${20 + seq}T12:00:00.000Z`,
    author,
    hash: '00'.repeat(32),
    annotation: null,
    supersedes: null,
    supersededBy: null,
    withdrawn: false,
    reason: null,
    data: data?.ok ? data.value : null,
  }
}

const rows = accessRows([
  entry(1, 'Prüfer/in 1', 'erased'),
  entry(2, 'Prüfer/in 1', 'opened'),
  entry(3, 'Prüfer/in 2', 'exported'),
])

test('the newest access stands first, and what was erased still stands', () => {
  expect(rows.map(({ seq, kind }) => [seq, kind])).toEqual([
    [3, 'access'],
    [2, 'access'],
    [1, 'erased'],
  ])
  expect(peopleIn(rows)).toEqual(['Prüfer/in 1', 'Prüfer/in 2'])
})

test('person, act and day each narrow the list', () => {
  const all = { person: everything, act: everything, day: everything }
  const seqs = (filter: object) => listedAccesses(rows, { ...all, ...filter }).map(({ seq }) => seq)
  expect(seqs({ person: 'Prüfer/in 1' })).toEqual([2, 1])
  expect(seqs({ act: 'exported' })).toEqual([3])
  expect(seqs({ day: '2026-11-22' })).toEqual([2])
})
