import { describe, expect, test } from 'vitest'
import { annotationData, parseAnnotation } from '../../main/core/annotation/annotation-data.ts'
import type { AnnotationDraft } from '../../main/core/annotation/annotation.ts'
import { annotationRefusal, checkDraft, isPlain, reasonRefusal } from '../../main/core/annotation/rules.ts'
import { printCanonical } from '../../main/core/canonical.ts'
import { annotationOf } from '../support/ledger-annotation.ts'

const clip = { frames: 100, width: 1920, height: 1080 }
const draft: AnnotationDraft = {
  clip: 1,
  from: 10,
  to: 20,
  kind: 'observation',
  category: 'approach',
  text: 'Person tritt heran',
}

describe('a draft', () => {
  test('of a marker, a range and a region is accepted', () => {
    const drafts = [
      draft,
      { ...draft, to: 10 },
      { ...draft, region: { x: 0, y: 0, width: 1920, height: 1080 } },
    ]
    expect(drafts.map((some) => checkDraft(some, clip))).toEqual(drafts.map((value) => ({ ok: true, value })))
  })

  test.for([
    ['rangeReversed', { from: 21 }],
    ['frameOutsideClip', { to: 100 }],
    ['frameOutsideClip', { from: -1 }],
    ['frameOutsideClip', { from: 1.5 }],
    ['frameOutsideClip', { to: Number.NaN }],
    ['kindUnknown', { kind: 'guess' }],
    ['categoryEmpty', { category: ' ' }],
    ['categoryTooLong', { category: 'x'.repeat(65) }],
    ['textEmpty', { text: ' \n' }],
    ['textTooLong', { text: 'x'.repeat(4001) }],
    ['textNotPlain', { text: 'links \u202erechts' }],
    ['textNotPlain', { text: 'Glocke \u0007' }],
    ['textNotPlain', { text: 'halb \ud800' }],
    ['textNotPlain', { category: 'appro\u0000ach' }],
    ['regionEmpty', { region: { x: 1, y: 1, width: 0, height: 5 } }],
    ['regionOutsidePicture', { region: { x: 1900, y: 0, width: 21, height: 5 } }],
    ['regionOutsidePicture', { region: { x: 0, y: -1, width: 21, height: 5 } }],
    ['regionOutsidePicture', { region: { x: 0.5, y: 0, width: 21, height: 5 } }],
  ] as const)('is refused: %s', ([reason, change]) => {
    expect(checkDraft({ ...draft, ...change } as AnnotationDraft, clip)).toEqual({
      ok: false,
      failure: reason,
    })
  })

  test('is counted in characters as people count them', () => {
    expect(checkDraft({ ...draft, text: '🎥'.repeat(4000) }, clip).ok).toBe(true)
  })
})

test('tab, line feed, umlauts and other scripts are plain text', () => {
  expect(['Zeile 1\nZeile 2\tSpalte', 'Äußerung „ja“ – §', '日本語', '🎥'].map(isPlain)).toEqual([
    true,
    true,
    true,
    true,
  ])
})

test('a reason is needed', () => {
  expect(['', '  ', 'x'.repeat(1001), '\u202e', 'Gegenstand verwechselt'].map(reasonRefusal)).toEqual([
    'reasonEmpty',
    'reasonEmpty',
    'reasonTooLong',
    'textNotPlain',
    undefined,
  ])
})

test('an annotation is what it was after it has been written and read', () => {
  const whole = annotationOf('Hand am Gürtel')
  const bare = { ...whole, region: null, deviceTime: null, chunks: [] }
  expect([whole, bare].map((some) => parseAnnotation(annotationData(some)))).toEqual([whole, bare])
  expect([whole, bare].map(annotationRefusal)).toEqual([undefined, undefined])
})

test('an annotation with a member too few, too many or of another type is none', () => {
  const data = annotationData(annotationOf('Hand am Gürtel')) as Record<string, never>
  const spoilt = Object.keys(data).flatMap((name) => [
    Object.fromEntries(Object.entries(data).filter(([other]) => other !== name)),
    { ...data, [name]: [] },
    { ...data, [name]: { strange: 1 } },
  ])
  const accepted = spoilt
    .filter((some) => parseAnnotation(some) !== undefined)
    .map((some) => printCanonical(some))
  // No chunks at all is the one empty list that may be.
  expect(accepted).toEqual([printCanonical({ ...data, chunks: [] })])
  expect(parseAnnotation({ ...data, more: 1 })).toBeUndefined()
})
