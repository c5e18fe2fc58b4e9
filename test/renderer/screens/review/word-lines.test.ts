import { expect, test } from 'vitest'
import { transcriptOf } from '../../../../main/core/annotation/transcript.ts'
import { notesOf } from '../../../../renderer/screens/review/notes.ts'
import { lineAt, linesWith, speakersIn, wordLines } from '../../../../renderer/screens/review/word-lines.ts'
import { caseView, intactBundle, steadyTable } from '../../../support/case-views.ts'
import { makeTwin } from '../../../support/workstation-twin.ts'

const table = steadyTable(500)
const captions = [{ language: 'de', cues: [{ from: 400, to: 2000, text: 'Guten Abend, Polizei.' }] }]

/** Four lines of 25 frames a second: one was put right, one taken back, and another annotation lies between. */
async function written() {
  const twin = makeTwin({ view: caseView(), tables: new Map([[1, table]]) })
  const line = { clip: 1, kind: 'observation', category: 'transcript' } as const
  await twin.annotate({ ...line, from: 60, to: 80, text: 'Stehen bleiben!' })
  await twin.annotate({ ...line, from: 90, to: 99, text: 'Zurückgenommen' })
  await twin.annotate({ ...line, category: 'speech', from: 70, to: 75, text: 'Ansprache' })
  await twin.correctAnnotation({
    entry: 1,
    reason: 'verhört',
    draft: { ...line, from: 55, to: 80, text: 'Bleiben Sie stehen!' },
  })
  await twin.withdrawAnnotation({ entry: 2, reason: 'falsche Aufnahme' })
  return twin.view().entries
}

test('captions and the wording as it stands now are one list in the order of time', async () => {
  const lines = wordLines(table, captions, notesOf(await written(), intactBundle()))
  expect(lines.map(({ from, to, text }) => [from, to, text])).toEqual([
    [10, 49, 'Guten Abend, Polizei.'],
    [55, 80, 'Bleiben Sie stehen!'],
  ])
  expect([9, 10, 49, 50, 80, 81].map((frame) => lineAt(lines, frame))).toEqual([-1, 0, 0, -1, 1, -1])
  const found = ['abend', 'bleib steh', 'Ruf', ' '].map((words) => linesWith(lines, words).length)
  expect(found).toEqual([1, 1, 0, 2])
})

test('main hands out the same wording: neither what was corrected nor what was withdrawn', async () => {
  const entries = await written()
  const [clip] = intactBundle().case?.clips ?? []
  const lines = transcriptOf(entries, intactBundle().manifestSha256, clip?.sha256 ?? '')
  expect(lines.map(({ entry, annotation }) => [entry, annotation.text])).toEqual([[4, 'Bleiben Sie stehen!']])
})

test('those who spoke last are offered first, each once', () => {
  const at = (seq: number, speaker: string) => ({
    key: String(seq),
    from: 0,
    to: 0,
    speaker,
    text: '',
    source: { note: { entry: { seq } } },
  })
  const lines = [at(4, 'Person A'), at(9, 'Beamtin B'), at(7, 'Person A'), at(8, '')]
  // Only the entry's number is looked at.
  expect(speakersIn(lines as unknown as Parameters<typeof speakersIn>[0])).toEqual(['Beamtin B', 'Person A'])
})
