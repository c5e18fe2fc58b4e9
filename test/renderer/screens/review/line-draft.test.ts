import { expect, test } from 'vitest'
import {
  annotationOfLine,
  begunAt,
  emptyLine,
  endedAt,
  lineAfter,
  listened,
  typed,
} from '../../../../renderer/screens/review/line-draft.ts'

test('the first letter sets where a line begins, and it reaches as far as was listened', () => {
  const begun = typed(typed(emptyLine, ' ', 90), 'B', 100)
  const heard = [101, 140, 60, 120].reduce(listened, begun)
  expect(
    annotationOfLine(3, {
      ...typed(heard, 'Bleiben Sie stehen! ', 60),
      speaker: ' Beamtin B ',
      role: 'officer',
    }),
  ).toEqual({
    clip: 3,
    from: 100,
    to: 140,
    kind: 'observation',
    category: 'transcript',
    text: 'Bleiben Sie stehen!',
    person: { label: 'Beamtin B', category: 'officer' },
  })
})

test('beginning and end can be set by key, and what is set is kept', () => {
  const line = listened(endedAt(begunAt(typed(emptyLine, 'Ja', 100), 80), 110), 200)
  expect([line.from, line.to]).toEqual([80, 110])
  // An end before the beginning takes the beginning along.
  expect(endedAt(line, 50)).toMatchObject({ from: 50, to: 50 })
})

test('without words or without a beginning there is nothing to sign', () => {
  expect([annotationOfLine(1, emptyLine), annotationOfLine(1, begunAt(emptyLine, 5))]).toEqual([
    undefined,
    undefined,
  ])
})

test('after a line the same person goes on speaking, and nobody named stays nobody', () => {
  const line = { ...typed(emptyLine, 'Ja', 1), speaker: 'Person A', role: 'suspect' as const }
  expect(lineAfter(line)).toEqual({ ...emptyLine, speaker: 'Person A', role: 'suspect' })
  expect(annotationOfLine(1, typed(emptyLine, 'Ruf', 1))).not.toHaveProperty('person')
})
