import { expect, test } from 'vitest'
import { captionsAt, parseCaptions } from '../../main/core/clip/captions.ts'

test('cues are read with their times, speakers are kept, tags are not', () => {
  const text =
    '\uFEFFWEBVTT - Titel\r\n\r\nNOTE nichts\r\n\r\n1\r\n00:01.000 --> 00:02.500 align:start\r\n<v Person 1>Halt &amp; <i>Stopp</i>\r\nzweite Zeile\r\n\r\n01:00:00.000 --> 01:00:01.000\r\nEnde'
  const cues = parseCaptions(text)
  expect(cues).toEqual([
    { from: 1000, to: 2500, text: 'Person 1: Halt & Stopp\nzweite Zeile' },
    { from: 3_600_000, to: 3_601_000, text: 'Ende' },
  ])
  expect(captionsAt(cues ?? [], 2499).map((cue) => cue.from)).toEqual([1000])
  expect(captionsAt(cues ?? [], 2500)).toEqual([])
})

test('a file that does not begin as WebVTT has no captions', () => {
  expect([
    parseCaptions(''),
    parseCaptions('WEBVTTX\n'),
    parseCaptions('1\n00:01.000 --> 00:02.000\nx'),
  ]).toEqual([undefined, undefined, undefined])
})
