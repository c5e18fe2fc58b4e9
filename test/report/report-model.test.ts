import { expect, test } from 'vitest'
import { canonicalBytes } from '../../main/core/canonical.ts'
import { buildReport, coverage } from '../../main/core/report/build-report.ts'
import { reportBlocks } from '../../main/core/report/report-blocks.ts'
import { asJson } from '../../main/core/report/report-file.ts'
import type { Limit } from '../../main/core/report/report-model.ts'
import { reportBasis } from '../support/report-basis.ts'
import { allEntries, annotated, entry } from '../support/report-entries.ts'
import { bundleFacts, digest, tableOf } from '../support/report-facts.ts'

function limitsWith(changes: Parameters<typeof reportBasis>[0]): readonly Limit[] {
  return buildReport(reportBasis(changes)).limits
}

const codes = (limits: readonly Limit[]) => limits.map(({ code }) => code)

test('the same basis gives the same bytes', () => {
  const [first, second] = [buildReport(reportBasis()), buildReport(reportBasis())]
  expect(canonicalBytes(asJson(second))).toEqual(canonicalBytes(asJson(first)))
})

test('statements stand in the order of clips and frames, whatever the order they were written in', () => {
  const { statements } = buildReport(reportBasis({ chosen: [...annotated].reverse() }))
  const places = statements.map((one) => [one.clip.number, one.from.frame, one.entry])
  expect(places).toEqual([
    [1, 57, 4],
    [1, 83, 5],
    [1, 201, 9],
    [2, 120, 7],
    [3, 40, 8],
  ])
})

test('observations, inferences and assessments stand in sections of their own', () => {
  const blocks = reportBlocks(buildReport(reportBasis()), '00')
  const sections: Record<string, string[]> = {}
  let section = ''
  for (const block of blocks) {
    if (block.block === 'heading') section = block.id
    if (block.block === 'statement') (sections[section] ??= []).push(block.number)
  }
  expect(sections).toEqual({ observation: ['5.1', '5.2', '5.3'], inference: ['6.1'], assessment: ['7.1'] })
})

test('a section without statements says so', () => {
  const observed = annotated.filter(({ annotation }) => annotation?.kind === 'observation')
  const blocks = reportBlocks(buildReport(reportBasis({ chosen: observed })), '00')
  const none = blocks.flatMap((block) => (block.block === 'paragraph' ? [JSON.stringify(block.text)] : []))
  expect(none.filter((text) => text.includes('report.none.'))).toEqual([
    '{"faint":{"phrase":"report.none.inference"}}',
    '{"faint":{"phrase":"report.none.assessment"}}',
  ])
})

test('a region is shown drawn in and untouched', () => {
  const still = { path: 'stills/entry-0004.png', width: 640, height: 480, sha256: '00', decoder: 'x' }
  const model = buildReport(reportBasis({ stills: new Map([[4, still]]) }))
  const statement = reportBlocks(model, '00').find((block) => block.block === 'statement')
  expect(statement?.pictures.map(({ frame }) => frame)).toEqual([
    { x: 180, y: 90, width: 210, height: 330 },
    null,
  ])
})

test('a still of a clip that players turn says so', () => {
  const still = { path: 'stills/entry-0005.png', width: 640, height: 480, sha256: '00', decoder: 'x' }
  const frameTables = new Map([[1, { ...tableOf(217), rotation: 90 as const }]])
  const model = buildReport(reportBasis({ stills: new Map([[5, still]]), frameTables }))
  const pictures = reportBlocks(model, '00').flatMap((block) =>
    block.block === 'statement' ? block.pictures : [],
  )
  expect(JSON.stringify(pictures.map(({ caption }) => caption))).toContain(
    '{"phrase":"report.stillTurned","facts":{"rotation":"90"}}',
  )
})

test('a range ends where its last frame gives way to the next', () => {
  const { statements } = buildReport(reportBasis())
  expect(statements.map(({ to, end }) => [to.frame, end])).toContainEqual([201, 202 * 9000])
})

test('what nobody looked at is listed span by span', () => {
  const spans = [
    { from: 20, to: 29 },
    { from: 0, to: 9 },
    { from: 5, to: 12 },
  ]
  expect(coverage(spans, 100)).toEqual({
    frames: 23,
    unseen: [
      { from: 13, to: 19 },
      { from: 30, to: 99 },
    ],
  })
})

test('a clip seen whole leaves no span, and one never seen is one span', () => {
  expect([coverage([{ from: 0, to: 9 }], 10), coverage([], 10)]).toEqual([
    { frames: 10, unseen: [] },
    { frames: 0, unseen: [{ from: 0, to: 9 }] },
  ])
})

test('limits that hold for every report are always there', () => {
  const always = ['sealMeaning', 'ledgerAnchor', 'eyewitness', 'systemClock']
  expect(codes(limitsWith({})).filter((code) => always.includes(code))).toEqual(always)
})

test('a broken chunk, unseen spans, left-out and withdrawn annotations write themselves into the limits', () => {
  const limits = limitsWith({
    broken: new Map([[1, [{ chunk: 3, from: 90, to: 119 }]]]),
    chosen: annotated.slice(0, 1),
    entries: [
      ...allEntries,
      { ...allEntries[0], kind: 'withdrawal', seq: 11 } as (typeof allEntries)[number],
    ],
  })
  expect(limits).toEqual(
    expect.arrayContaining([
      { code: 'brokenChunk', facts: { clip: 'BWC-2207_0001.mp4', chunk: 3, from: 90, to: 119 } },
      { code: 'unseen', facts: { clip: 'BWC-2211_0004.mp4', from: 30_001, to: 36_450 } },
      { code: 'selection', facts: { printed: 1, annotations: 5 } },
      { code: 'withdrawn', facts: { count: 1 } },
      { code: 'noStill', facts: { entries: '4' } },
    ]),
  )
})

test('a seal that did not pass, or is still being read, is among the limits', () => {
  const pending = { indication: 'INDETERMINATE', subIndication: 'CONTENT_PENDING' } as const
  expect(codes(limitsWith({ facts: bundleFacts({ verdict: pending }) }))).toEqual(
    expect.arrayContaining(['notPassed', 'contentPending']),
  )
})

test('a seal time without a time stamp is a claim, and no list means no word on revocation', () => {
  expect(codes(limitsWith({}))).toEqual(expect.arrayContaining(['sealTimeClaimed', 'revocationUnknown']))
})

test('a later report names the earlier one on the same bundle and what changed', () => {
  const issue = (seq: number, number: string, bundle: string, entries: readonly number[]) =>
    entry(seq, 'reportSigned', { data: { number, pdf: digest(number), content: '', bundle, entries } })
  const entries = [
    ...allEntries,
    issue(11, 'AV-1', digest('manifest'), [4, 6]),
    issue(12, 'AV-2', digest('another bundle'), [4]),
  ]
  expect(buildReport(reportBasis({ entries })).previous).toEqual({
    number: 'AV-1',
    pdfSha256: digest('AV-1'),
    added: [5, 8, 9],
    left: [],
    changed: [{ from: 6, to: 7 }],
  })
})

test('what was corrected or withdrawn is not printed, whoever asks for it', () => {
  const [first, second, ...rest] = annotated
  if (!first || !second) throw new Error('no entries')
  const chosen = [{ ...first, supersededBy: 12 }, { ...second, withdrawn: true }, ...rest]
  expect(buildReport(reportBasis({ chosen })).statements.map((one) => one.entry)).toEqual([9, 7, 8])
})

test('a personal note is neither printed nor counted', () => {
  const note = { ...entry(11, 'personalNote'), annotation: annotated[0]?.annotation ?? null }
  const model = buildReport(reportBasis({ chosen: [...annotated, note], entries: [...allEntries, note] }))
  expect([model.statements.length, model.work.annotations, model.work.printed]).toEqual([5, 5, 5])
})

test('the verdict box never says more than was checked', () => {
  const headingWith = (
    indication: 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE',
    cryptography: 'passed' | 'failed',
    sub: 'CONTENT_PENDING' | 'HASH_FAILURE' | 'NO_CERTIFICATE_CHAIN_FOUND' | null,
  ) => {
    const facts = bundleFacts({ verdict: { indication, subIndication: sub }, cryptography })
    const box = reportBlocks(buildReport(reportBasis({ facts })), '00').find(
      (block) => block.block === 'verdict',
    )
    return box && [box.tone, JSON.stringify(box.heading)]
  }
  expect([
    headingWith('TOTAL-PASSED', 'passed', null),
    headingWith('INDETERMINATE', 'passed', 'CONTENT_PENDING'),
    headingWith('INDETERMINATE', 'passed', 'NO_CERTIFICATE_CHAIN_FOUND'),
    headingWith('TOTAL-FAILED', 'failed', 'HASH_FAILURE'),
  ]).toEqual([
    ['good', '{"phrase":"report.verdict.passed"}'],
    ['unsure', '{"phrase":"report.verdict.pending"}'],
    ['unsure', '{"phrase":"report.verdict.unsureIntact"}'],
    ['bad', '{"phrase":"report.verdict.failed"}'],
  ])
})
