import { expect, test } from 'vitest'
import {
  nextReview,
  reviewOf,
  type Review,
  type ReviewEvent,
} from '../../../../renderer/screens/review/review-state.ts'

function after(...events: readonly ReviewEvent[]): Review {
  return events.reduce(nextReview, reviewOf(1))
}

function typed(text: string): ReviewEvent[] {
  return [...text].map((_, at) => ({ type: 'edit', change: { text: text.slice(0, at + 1) } }))
}

function textOf({ draft }: Review): string | undefined {
  return draft.state === 'none' ? undefined : draft.content.text
}

const begun: ReviewEvent = { type: 'mark', frame: 5 }
const undo: ReviewEvent = { type: 'undo' }
const redo: ReviewEvent = { type: 'redo' }

test('typing is undone word by word, and done again', () => {
  const written = after(begun, ...typed('Person A steht'))
  const steps = [undo, undo, undo, redo, redo, redo].map((_, at, all) =>
    textOf(all.slice(0, at + 1).reduce(nextReview, written)),
  )
  expect(steps).toEqual(['Person A ', 'Person ', '', 'Person ', 'Person A ', 'Person A steht'])
})

test('a drag is one step, and undoing more than there is changes nothing', () => {
  const drag = (width: number): ReviewEvent => ({
    type: 'edit',
    change: { region: { x: 0, y: 0, width, height: 9 } },
    step: 'draw',
  })
  const drawn = after(begun, drag(10), drag(20), drag(30), undo)
  expect(drawn.draft.state === 'editing' && drawn.draft.content.region).toBeUndefined()
  expect(nextReview(drawn, undo).draft).toEqual(drawn.draft)
})

test('another change takes away what could have been done again', () => {
  const changed = after(begun, ...typed('eins zwei'), undo, { type: 'edit', change: { legal: '§ 1' } }, redo)
  expect(textOf(changed)).toBe('eins ')
})

test('a signed or discarded draft is not undone into the next one', () => {
  const next = after(begun, ...typed('alt'), { type: 'discard' }, begun, undo)
  expect(textOf(next)).toBe('')
})

test('a draft of an earlier session goes on where it was left', () => {
  const content = { clip: 2, from: 7, to: 9, kind: 'inference', category: 'force', text: 'halb' } as const
  const draft = { target: { kind: 'new' }, content } as const
  const taken = after(
    { type: 'found', kept: { at: '2026-11-23T13:31:00.000Z', draft } },
    { type: 'takeKept' },
  )
  expect([taken.clip, taken.kept, textOf(taken)]).toEqual([2, undefined, 'halb'])
})
