import { expect, test } from 'vitest'
import { draftGap } from '../../../../renderer/screens/review/draft.ts'
import {
  draftHere,
  nextReview,
  type Review,
  type ReviewEvent,
  reviewOf,
} from '../../../../renderer/screens/review/review-state.ts'

function after(...events: readonly ReviewEvent[]): Review {
  return events.reduce(nextReview, reviewOf(1))
}

test('in and out make a range, and neither end passes the other', () => {
  const range = after({ type: 'in', frame: 100 }, { type: 'out', frame: 140 })
  const turned = nextReview(range, { type: 'in', frame: 150 })
  expect([draftHere(range), draftHere(turned)].map((draft) => draft && [draft.from, draft.to])).toEqual([
    [100, 140],
    [150, 150],
  ])
})

test('a marker moves while it is a draft and keeps its text', () => {
  const moved = after(
    { type: 'mark', frame: 5 },
    { type: 'edit', change: { text: 'Person A hebt die Hand.' } },
    { type: 'mark', frame: 9 },
  )
  expect(draftHere(moved)).toEqual({
    clip: 1,
    from: 9,
    to: 9,
    kind: 'observation',
    category: 'other',
    text: 'Person A hebt die Hand.',
  })
})

test('a draft with words survives a look at another clip, an empty one does not', () => {
  const empty = after({ type: 'mark', frame: 5 }, { type: 'clip', clip: 2 })
  const written = after(
    { type: 'mark', frame: 5 },
    { type: 'edit', change: { text: 'x' } },
    { type: 'clip', clip: 2 },
  )
  expect([empty.draft.state, written.draft.state, draftHere(written)]).toEqual(['none', 'editing', undefined])
})

test('a refused draft is still there to be mended', () => {
  const failure = { code: 'ledger.diskFull' } as const
  const refused = after({ type: 'mark', frame: 5 }, { type: 'signing' }, { type: 'refused', failure })
  expect(refused.draft).toMatchObject({ state: 'editing', trouble: failure, content: { from: 5 } })
})

test('while a draft is being signed it cannot be changed', () => {
  const signing = after(
    { type: 'mark', frame: 5 },
    { type: 'edit', change: { text: 'a' } },
    { type: 'signing' },
    { type: 'edit', change: { text: 'b' } },
  )
  expect(signing.draft).toMatchObject({ state: 'signing', content: { text: 'a' } })
})

test('a region is drawn, and taken away again', () => {
  const region = { x: 1, y: 2, width: 30, height: 40 }
  const drawn = after({ type: 'mark', frame: 5 }, { type: 'edit', change: { region } })
  const without = nextReview(drawn, { type: 'edit', change: { region: null } })
  expect([draftHere(drawn)?.region, draftHere(without)?.region]).toEqual([region, undefined])
})

test('what is missing before signing is named', () => {
  const gaps = [
    after({ type: 'mark', frame: 5 }),
    after({ type: 'mark', frame: 5 }, { type: 'edit', change: { text: 'x', to: 3 } }),
    after({ type: 'mark', frame: 50 }, { type: 'edit', change: { text: 'x' } }),
    after({ type: 'mark', frame: 5 }, { type: 'edit', change: { text: 'x' } }),
  ].map((review) => draftGap(review.draft, 50))
  expect(gaps).toEqual(['text', 'order', 'end', undefined])
})

test('a draft that was kept goes on where it was left, even if it was just being signed', () => {
  const kept = after(
    { type: 'clip', clip: 2 },
    { type: 'mark', frame: 7 },
    { type: 'edit', change: { text: 'x' } },
    { type: 'signing' },
  ).draft
  const again = reviewOf(1, kept)
  expect([again.clip, again.draft.state, draftHere(again)?.from]).toEqual([2, 'editing', 7])
})
