import { expect, test } from 'vitest'
import { framePassport } from '../../../../renderer/screens/review/frame-passport.ts'
import { clipFacts, intactBundle, steadyTable } from '../../../support/case-views.ts'

test('a frame is named so that another tool finds the same picture', () => {
  const clip = clipFacts(1, 500, '2026-09-14T22:08:50.000+02:00')
  expect(framePassport(intactBundle(), clip, steadyTable(500), 30).split('\n')).toEqual([
    `bundle ${'a'.repeat(64)}`,
    'clip clips/0001.mp4',
    `clip-sha256 ${'1'.repeat(64)}`,
    'frame 30',
    'pts 108000 @ 1/90000',
    'media-time 00:00:01.200',
    'device-time 2026-09-14T22:08:51.200+02:00',
    `frame-table ${'c'.repeat(64)}`,
  ])
})
