import { expect, test } from 'vitest'
import { frameRange, listedNotes, notesOf } from '../../../../renderer/screens/review/notes.ts'
import { caseView, intactBundle, steadyTable } from '../../../support/case-views.ts'
import { makeTwin } from '../../../support/workstation-twin.ts'

async function threeNotes() {
  const tables = new Map([
    [1, steadyTable(500)],
    [2, steadyTable(750)],
  ])
  const twin = makeTwin({ view: caseView(), tables })
  const draft = { kind: 'observation', text: 'x' } as const
  await twin.annotate({ ...draft, clip: 2, from: 7, to: 7, category: 'speech' })
  await twin.annotate({ ...draft, clip: 1, from: 40, to: 60, category: 'approach' })
  await twin.annotate({ ...draft, clip: 1, from: 3, to: 3, category: 'other' })
  await twin.correctAnnotation({
    entry: 2,
    reason: 'genauer',
    draft: { ...draft, clip: 1, from: 42, to: 60, category: 'approach' },
  })
  await twin.withdrawAnnotation({ entry: 3, reason: 'Verwechslung' })
  return notesOf(twin.view().entries, intactBundle())
}

test('an annotation keeps its earlier versions and its withdrawal', async () => {
  const notes = await threeNotes()
  expect(
    notes.map((note) => [
      note.entry.seq,
      note.earlier.map(({ entry }) => entry.seq),
      note.withdrawal?.reason,
    ]),
  ).toEqual([
    [1, [], undefined],
    [4, [2], undefined],
    [3, [], 'Verwechslung'],
  ])
})

test('the list goes by clip and frame, or by entry, and can be narrowed', async () => {
  const notes = await threeNotes()
  const listed = (category: string, order: 'time' | 'entry'): readonly number[] =>
    listedNotes(notes, { category, order, search: '' }).map((note) => note.entry.seq)
  expect([listed('all', 'time'), listed('all', 'entry'), listed('speech', 'time')]).toEqual([
    [3, 4, 1],
    [1, 3, 4],
    [1],
  ])
})

test('annotations on other bundles of the case are not mixed in', async () => {
  const twin = makeTwin({ view: caseView(), tables: new Map([[1, steadyTable(500)]]) })
  await twin.annotate({ clip: 1, from: 1, to: 1, kind: 'observation', category: 'other', text: 'x' })
  expect(notesOf(twin.view().entries, { ...intactBundle(), manifestSha256: 'b'.repeat(64) })).toEqual([])
})

test('one frame is one number, several are two', () => {
  expect([frameRange(5, 5), frameRange(5, 9)]).toEqual(['5', '5 – 9'])
})
