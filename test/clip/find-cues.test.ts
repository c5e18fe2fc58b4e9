import { expect, test } from 'vitest'
import { findCues } from '../../main/core/clip/find-cues.ts'

const cues = [
  { from: 0, to: 1000, text: 'Einsatzkraft 1: Bleiben Sie stehen!' },
  { from: 1000, to: 2000, text: 'Zeugin: Ich hörte „Halt“.' },
]

test('each word of the question begins a word of the caption, whatever its marks and capitals', () => {
  expect(findCues(cues, 'bleib STEHEN')).toEqual([cues[0]])
  expect(findCues(cues, 'horte')).toEqual([cues[1]])
  expect(findCues(cues, 'stehen Halt')).toEqual([])
  expect(findCues(cues, ' ,. ')).toEqual([])
})
