import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsonld from 'jsonld'
import type { Inline } from '../../main/core/report/blocks.ts'
import { expect, test } from 'vitest'
import { bundledContext } from '../../main/core/report/annotation-context.ts'
import { annotationCues } from '../../main/core/report/annotation-cues.ts'
import { annotationTable } from '../../main/core/report/annotation-table.ts'
import { buildReport } from '../../main/core/report/build-report.ts'
import { mediaTime, millisecondsUp, secondsUp } from '../../main/core/report/media-time.ts'
import { webAnnotations } from '../../main/core/report/web-annotation.ts'
import { reportBasis } from '../support/report-basis.ts'
import { annotated } from '../support/report-entries.ts'

const model = buildReport(reportBasis())

/** The report with one statement whose text is given. */
function saying(text: string) {
  const [entry] = annotated
  if (!entry?.annotation) throw new Error('no annotation')
  return buildReport(reportBasis({ chosen: [{ ...entry, annotation: { ...entry.annotation, text } }] }))
}

const offline = (address: string) => {
  if (address !== 'http://www.w3.org/ns/anno.jsonld') return Promise.reject(new Error(`asks for ${address}`))
  return Promise.resolve({ documentUrl: address, document: bundledContext })
}

test('the annotations are JSON-LD without an undefined term, read with the enclosed context alone', async () => {
  const document = webAnnotations(model) as object
  const quads = await jsonld.toRDF(document, {
    documentLoader: offline,
    safe: true,
    format: 'application/n-quads',
  })
  const lines = String(quads).trim().split('\n')
  expect(lines.filter((line) => line.includes('oa#hasBody'))).toHaveLength(10)
  expect(lines.filter((line) => line.includes('urn:asservat:ns:1#fromPts'))).toHaveLength(5)
})

test('a misspelt term would be found', async () => {
  const document = { ...(webAnnotations(model) as object), itmes: [] }
  await expect(jsonld.toRDF(document, { documentLoader: offline, safe: true })).rejects.toThrow(/safe mode/i)
})

test('a target names clip, frames, ticks and time base besides the seconds', () => {
  const [first] = (webAnnotations(model) as { items: readonly { target: Record<string, unknown> }[] }).items
  expect(first?.target).toMatchObject({
    selector: { value: 't=2.128631,2.165976&xywh=pixel:180,90,210,330' },
    'av:fromFrame': 57,
    'av:fromPts': 513_000,
    'av:toFrame': 57,
    'av:endPts': 522_000,
    'av:timeBase': '1/241000',
  })
})

/** Phrases as their keys. */
const key = (inline: Inline) => (typeof inline === 'object' && 'phrase' in inline ? inline.phrase : '')

test('the table opens in an office program: mark, semicolons, line ends, quoted cells', () => {
  const table = annotationTable(saying('Er sagt: "Halt";\nund geht.'), key)
  expect(table.startsWith('\ufeff"report.csv.entry";"report.csv.kind";')).toBe(true)
  expect(table).toContain('"Er sagt: ""Halt"";\nund geht."')
  expect(table.endsWith('"\r\n')).toBe(true)
})

test.for(['=1+1', '+49', '-x', '@SUM(A1)', '\t=1', '\r=1'])(
  'a cell that begins with %j is no formula',
  (text) => {
    expect(annotationTable(saying(text), key)).toContain(`"'${text}"`)
  },
)

test('another reader finds every cue with its times', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cues-'))
  writeFileSync(join(folder, 'cues.vtt'), annotationCues(model))
  const words = [
    '-v',
    'error',
    '-show_entries',
    'packet=pts_time,duration_time',
    '-of',
    'csv=p=0',
    'cues.vtt',
  ]
  const { stdout } = spawnSync('ffprobe', words, { cwd: folder })
  expect(stdout.toString().match(/\d[\d.]*,[\d.]*/g)).toEqual([
    '1.494000,1.009000',
    '2.129000,0.037000',
    '3.100000,4.444000',
    '4.482000,0.037000',
    '7.507000,0.037000',
  ])
  expect(readFileSync(join(folder, 'cues.vtt'), 'utf8')).not.toContain('STYLE')
})

test('an arrow in the words does not end a cue', () => {
  const cues = annotationCues(saying('links --> rechts'))
  const [, data = ''] = /\n(\{.*\})\n/.exec(cues) ?? []
  expect([cues.match(/-->/g)?.length, (JSON.parse(data) as { text: string }).text]).toEqual([
    1,
    'links --> rechts',
  ])
})

test('times are cut for reading and rounded up for seeking, so that neither names another frame', () => {
  const thirds = { num: 1, den: 30_000 }
  expect([
    mediaTime(1001, thirds),
    mediaTime(-1, thirds),
    mediaTime(3_600_000 * 30, thirds),
    secondsUp(1001, thirds),
    millisecondsUp(1001, thirds),
  ]).toEqual(['00:00:00.033', '-00:00:00.001', '01:00:00.000', '0.033367', 34])
})
