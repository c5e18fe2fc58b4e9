import jsonld from 'jsonld'
import { expect, test } from 'vitest'
import type { AnnotationDetails } from '../../main/core/annotation/details.ts'
import { bundledContext } from '../../main/core/report/annotation-context.ts'
import { annotationCues } from '../../main/core/report/annotation-cues.ts'
import { annotationTable } from '../../main/core/report/annotation-table.ts'
import { buildReport } from '../../main/core/report/build-report.ts'
import { statementBlocks } from '../../main/core/report/statement-blocks.ts'
import { webAnnotations } from '../../main/core/report/web-annotation.ts'
import { reportBasis } from '../support/report-basis.ts'
import { annotated } from '../support/report-entries.ts'

const details: AnnotationDetails = {
  shape: {
    kind: 'arrow',
    points: [
      [180, 90],
      [390, 420],
    ],
  },
  track: [],
  person: { label: 'Person A', category: 'witness' },
  tags: ['Belehrung', 'Ton fehlt'],
  links: [{ clip: 'clips/0002.mp4', frame: 7 }, { annotation: '0b0b1f5e-5c53-4b8e-9c5e-0d7d2a1b3c4d' }],
  legal: '§ 163a StPO',
}

function reported(more: AnnotationDetails | undefined) {
  const [entry] = annotated
  if (!entry?.annotation) throw new Error('no annotation')
  const annotation = more ? { ...entry.annotation, details: more } : entry.annotation
  return buildReport(reportBasis({ chosen: [{ ...entry, annotation }] }))
}

const offline = () =>
  Promise.resolve({ documentUrl: 'http://www.w3.org/ns/anno.jsonld', document: bundledContext })

test('what is said beyond the text stands in the exports, and every term of it is defined', async () => {
  const model = reported(details)
  const quads = await jsonld.toRDF(webAnnotations(model) as object, {
    documentLoader: offline,
    safe: true,
    format: 'application/n-quads',
  })
  const lines = String(quads).split('\n')
  const count = (piece: string) => lines.filter((line) => line.includes(piece)).length
  expect([
    count('oa#SvgSelector'),
    count('oa#tagging'),
    count('ns:1#person>'),
    count('ns:1#legalReference'),
    count('ns:1#link>'),
  ]).toEqual([1, 2, 1, 1, 2])
  const table = annotationTable(model, (inline) =>
    typeof inline === 'object' && 'phrase' in inline ? inline.phrase : '',
  )
  expect(table).toContain('"Person A";"person.witness";"Belehrung, Ton fehlt";"§ 163a StPO";"<svg')
  expect(annotationCues(model)).toContain('"legal":"§ 163a StPO"')
})

test('the report has a row for each of them, and says of a link that is not printed where it leads', () => {
  const [, block] = statementBlocks(reported(details).statements[0]?.kind ?? 'observation')(
    reported(details),
    '5',
  )
  const labels = block?.block === 'statement' ? block.place.map(({ label }) => JSON.stringify(label)) : []
  const wanted = ['person', 'tags', 'legal', 'shape', 'links'].map((label) =>
    JSON.stringify({ phrase: `report.label.${label}` }),
  )
  expect(wanted.filter((label) => !labels.includes(label))).toEqual([])
  expect(JSON.stringify(block)).toContain('report.linkElsewhere')
})

test('a statement without details says nothing of them, so earlier reports keep their content hash', () => {
  expect(JSON.stringify(reported(undefined))).not.toContain('details')
})
