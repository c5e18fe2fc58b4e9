import { expect, test } from 'vitest'
import type { Annotation } from '../../../../main/core/annotation/annotation.ts'
import type { Note } from '../../../../renderer/screens/review/notes.ts'
import { notesInView } from '../../../../renderer/screens/review/notes-in-view.ts'
import { steadyTable } from '../../../support/case-views.ts'

const table = steadyTable(10_000)

/** Only the frames and the entry's number are looked at. */
function note(seq: number, from: number, to = from): Note {
  const point = (frame: number) => ({ frame, pts: table.pts[frame] ?? 0 })
  const annotation = { from: point(from), to: point(to) } as Annotation
  return {
    entry: { seq } as Note['entry'],
    annotation,
    clip: 1,
    earlier: [],
    withdrawal: undefined,
    personal: false,
  }
}

const seqs = (notes: readonly Note[]): number[] => notes.map(({ entry }) => entry.seq)

test('of ten thousand annotations no more are drawn than can be told apart, and the chosen one always', () => {
  const many = Array.from({ length: 10_000 }, (_, at) => note(at + 1, at))
  const drawn = notesInView(many, table, { span: { from: 0, to: 400 }, width: 1000, chosen: 7777 })
  expect([drawn.length <= 201, seqs(drawn).includes(7777)]).toEqual([true, true])
})

test('what lies outside of the view is left out, what reaches into it is drawn', () => {
  const notes = [note(1, 10, 20), note(2, 90, 110), note(3, 150), note(4, 190, 400), note(5, 260)]
  // 25 frames a second: from frame 100 to frame 200.
  expect(
    seqs(notesInView(notes, table, { span: { from: 4, to: 8 }, width: 1000, chosen: undefined })),
  ).toEqual([2, 3, 4])
})
