import { expect, test } from 'vitest'
import { maskedAt, parsePlan } from '../../main/core/redaction/plan.ts'

const clip = { frames: 100, width: 640, height: 481 }
const ground = { reason: 'Gesicht', legalBasis: '§ 32f StPO' }
const keys = [
  { frame: 10, x: 11, y: 20, width: 31, height: 40 },
  { frame: 20, x: 111, y: 20, width: 31, height: 40 },
]
const mask = { from: 5, to: 25, ...ground, keys }
const written = (more: object) => JSON.stringify({ format: 'asservat-redaction-plan/1', ...more })

test('a mask follows its keys in a straight line, stands still outside of them, and ends where it is said', () => {
  const places = [4, 5, 10, 15, 20, 25, 26].map((frame) => maskedAt({ masks: [mask] }, frame, clip))
  const at = (x: number, width: number) => [{ x, y: 20, width, height: 40 }]
  expect(places).toEqual([[], at(10, 32), at(10, 32), at(60, 32), at(110, 32), at(110, 32), []])
})

test('a mask is never smaller than it was drawn, at whichever frame', () => {
  for (let frame = 5; frame <= 25; frame++) {
    const share = Math.min(1, Math.max(0, (frame - 10) / 10))
    const left = 11 + share * 100
    const [place] = maskedAt({ masks: [mask] }, frame, clip)
    if (!place) throw new Error(`nothing at ${frame}`)
    expect(place.x <= left && place.x + place.width >= left + 31).toBe(true)
  }
})

test('a mask reaches the last row of a picture of odd height, and not beyond', () => {
  const low = { ...mask, keys: [{ frame: 0, x: 0, y: 471, width: 10, height: 10 }] }
  expect(maskedAt({ masks: [low] }, 6, clip)).toEqual([{ x: 0, y: 470, width: 10, height: 11 }])
})

test('a plan is read as it was written', () => {
  const mutes = [{ from: 0, to: 9, ...ground }]
  expect(parsePlan(written({ masks: [mask], mutes }), clip)).toEqual({
    ok: true,
    value: { masks: [mask], mutes },
  })
})

test.for([
  ['no JSON', '{', 'format'],
  ['another format', '{"masks": []}', 'format'],
  ['nothing to hide', written({ masks: [] }), 'masks'],
  ['a member that is not known', written({ mask: [] }), 'mask'],
  ['no reason', written({ masks: [{ ...mask, reason: ' ' }] }), 'masks[1]'],
  ['no legal basis', written({ masks: [mask, { ...mask, legalBasis: undefined }] }), 'masks[2]'],
  ['no place', written({ masks: [{ ...mask, keys: [] }] }), 'masks[1]'],
  ['keys out of order', written({ masks: [{ ...mask, keys: [...keys].reverse() }] }), 'masks[1]'],
  [
    'a place outside the picture',
    written({ masks: [{ ...mask, keys: [{ frame: 0, x: 630, y: 0, width: 11, height: 9 }] }] }),
    'masks[1]',
  ],
  ['a frame behind the last', written({ masks: [{ ...mask, to: 100 }] }), 'masks[1]'],
  ['a span turned round', written({ mutes: [{ from: 9, to: 8, ...ground }] }), 'mutes[1]'],
] as const)('%s is refused by its place', ([, text, place]) => {
  expect(parsePlan(text, clip)).toEqual({ ok: false, failure: { place } })
})
