import { expect, test } from 'vitest'
import { annotationData } from '../../../../main/core/annotation/annotation-data.ts'
import { noDetails } from '../../../../main/core/annotation/details.ts'
import {
  choicesIn,
  frameRange,
  listedNotes,
  notesOf,
  personalNotesOf,
} from '../../../../renderer/screens/review/notes.ts'
import { noMore } from '../../../../renderer/screens/review/listing.ts'
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

test('kind, tag, person and reviewer each narrow the list, and a list of ten thousand is narrowed whole', async () => {
  const [first] = await threeNotes()
  if (!first) throw new Error('no note')
  const details = {
    ...noDetails,
    person: { label: 'Person A', category: 'witness' },
    tags: ['Waffe'],
  } as const
  const notes = Array.from({ length: 10_000 }, (_, at) => ({
    ...first,
    entry: { ...first.entry, seq: at + 1, author: at % 4 === 0 ? 'Prüfer/in 2' : 'Prüfer/in 1' },
    annotation: {
      ...first.annotation,
      kind: at % 5 === 0 ? ('inference' as const) : ('observation' as const),
      ...(at % 10 === 0 ? { details } : {}),
    },
  }))
  const count = (more: Partial<typeof noMore>) =>
    listedNotes(notes, { category: 'all', order: 'entry', search: '', more: { ...noMore, ...more } }).length
  expect([
    count({}),
    count({ kind: 'inference' }),
    count({ tag: 'Waffe' }),
    count({ person: 'Person A', author: 'Prüfer/in 2' }),
  ]).toEqual([10_000, 2_000, 1_000, 500])
  expect(choicesIn(notes)).toEqual({
    tag: ['Waffe'],
    person: ['Person A'],
    author: ['Prüfer/in 1', 'Prüfer/in 2'],
  })
})

test('a personal note is read from its own kind of entry and is never among the others', async () => {
  const [note] = await threeNotes()
  if (!note) throw new Error('no note')
  const entry = {
    ...note.entry,
    kind: 'personalNote',
    annotation: null,
    data: annotationData({ ...note.annotation, id: 'own' }),
  } as const
  const own = personalNotesOf([entry], intactBundle())
  expect([
    notesOf([entry], intactBundle()),
    own.map(({ personal, annotation }) => [personal, annotation.id]),
  ]).toEqual([[], [[true, 'own']]])
  // A copy of the ledger that left keeps its words to itself.
  expect(personalNotesOf([{ ...entry, data: null, payload: 'withheld' }], intactBundle())).toEqual([])
})

test('one frame is one number, several are two', () => {
  expect([frameRange(5, 5), frameRange(5, 9)]).toEqual(['5', '5 – 9'])
})
