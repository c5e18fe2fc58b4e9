import { expect, test } from 'vitest'
import { regionAt } from '../../main/core/annotation/shape.ts'
import type { Annotation } from '../../main/core/annotation/annotation.ts'
import type { EntryFacts } from '../../main/core/ledger/entry-facts.ts'
import { planFromEntries } from '../../main/core/redaction/plan-from-entries.ts'
import { maskedAt, parsePlan } from '../../main/core/redaction/plan.ts'
import { annotationOf } from '../support/ledger-annotation.ts'

const clip = { frames: 200, width: 641, height: 481 }
const ground = { reason: 'Unbeteiligte Person', legalBasis: '§ 32f StPO' }

function entry(seq: number, annotation: Annotation): EntryFacts {
  return {
    seq,
    kind: 'annotation',
    time: '2026-11-23T12:00:00.000Z',
    author: 'Prüfer/in 1',
    hash: 'ab'.repeat(32),
    annotation,
    supersedes: null,
    supersededBy: null,
    withdrawn: false,
    reason: null,
  }
}

const still = annotationOf('steht', 10, 20)
const track = [
  { frame: 30, region: { x: 1, y: 7, width: 33, height: 41 } },
  { frame: 51, region: { x: 310, y: 3, width: 60, height: 78 } },
  { frame: 90, region: { x: 608, y: 440, width: 33, height: 41 } },
]
const details = { shape: null, track, person: null, tags: [], links: [], legal: '' }
const moving = { ...annotationOf('geht', 25, 99), region: track[0]?.region ?? null, details }
const elsewhere = {
  ...annotationOf('andere Aufnahme'),
  clip: { ...still.clip, sha256: '00'.repeat(32) },
}
const entries = [
  entry(3, still),
  entry(4, moving),
  entry(5, elsewhere),
  entry(6, annotationOf('laut', 60, 70)),
]
const wish = { masks: [3, 4, 5], mutes: [6], ...ground }
const plan = planFromEntries(entries, still.clip.sha256, wish)

test('what is ticked in the window is a plan by the rules of a written one, and only of its own clip', () => {
  const written = JSON.stringify({ format: 'asservat-redaction-plan/1', ...plan })
  expect(parsePlan(written, clip)).toEqual({ ok: true, value: plan })
  expect(plan.masks.map(({ from, to }) => [from, to])).toEqual([
    [10, 20],
    [25, 99],
  ])
  expect(plan.mutes).toEqual([{ from: 60, to: 70, ...ground }])
})

test('at every frame the masks cover each region just as the window draws it, and nothing is masked elsewhere', () => {
  const bare = Array.from({ length: clip.frames }, (_, frame) => frame).filter((frame) => {
    const drawn = [
      ...(frame >= 10 && frame <= 20 && still.region ? [still.region] : []),
      ...(frame >= 25 && frame <= 99 ? [regionAt(track, frame)] : []),
    ]
    const masks = maskedAt(plan, frame, clip)
    if (drawn.length !== masks.length) return true
    return drawn.some((region, index) => {
      const mask = masks[index]
      if (!region || !mask) return true
      const right = mask.x + mask.width >= region.x + region.width
      const below = mask.y + mask.height >= region.y + region.height
      return !(mask.x <= region.x && mask.y <= region.y && right && below)
    })
  })
  expect(bare).toEqual([])
})
