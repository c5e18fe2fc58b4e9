import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseCaptions } from '../../main/core/clip/captions.ts'
import { transcriptCues } from '../../main/core/report/transcript-cues.ts'

const clip = { path: 'clips/0001.mp4', sha256: 'ab'.repeat(32) }
const lines = [
  { entry: 9, from: 3_600_000, to: 3_601_500, speaker: '', text: 'Stille --> dann <Knall> & Ruf' },
  { entry: 7, from: 1_240, to: 2_000, speaker: 'Person A', text: 'Bleiben Sie stehen!\n\nSofort.' },
  { entry: 8, from: 2_000, to: 2_000, speaker: 'Beamtin <1>', text: '-->' },
]

test('a transcript is a WebVTT file with the speaker as its voice and the entry as its name', () => {
  expect(transcriptCues(clip, lines.slice(1, 2))).toBe(
    [
      'WEBVTT',
      '',
      `NOTE clips/0001.mp4 sha256=${'ab'.repeat(32)}`,
      '',
      '7',
      '00:00:01.240 --> 00:00:02.000',
      '<v Person A>Bleiben Sie stehen!',
      'Sofort.',
      '',
    ].join('\n'),
  )
})

test('what was said is read back word for word, whatever signs it holds', () => {
  expect(parseCaptions(transcriptCues(clip, lines))).toEqual([
    { from: 1_240, to: 2_000, text: 'Person A: Bleiben Sie stehen!\nSofort.' },
    { from: 2_000, to: 2_001, text: 'Beamtin <1>: -->' },
    { from: 3_600_000, to: 3_601_500, text: 'Stille --> dann <Knall> & Ruf' },
  ])
})

test('ffprobe reads as many cues as there are lines', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'asservat-vtt-')), 'wording.vtt')
  writeFileSync(file, transcriptCues(clip, lines))
  const read = execFileSync(
    'ffprobe',
    ['-v', 'error', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', file],
    {
      encoding: 'utf8',
    },
  )
  const starts = [...read.matchAll(/^(\d+\.\d+)/gm)].map(([, start]) => Number(start))
  expect(starts).toEqual([1.24, 2, 3600])
})
