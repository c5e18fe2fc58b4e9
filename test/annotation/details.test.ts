import { expect, test } from 'vitest'
import { annotationData, parseAnnotation } from '../../main/core/annotation/annotation-data.ts'
import type { Annotation, AnnotationDraft } from '../../main/core/annotation/annotation.ts'
import { noDetails, type AnnotationDetails } from '../../main/core/annotation/details.ts'
import { annotationRefusal, checkDraft } from '../../main/core/annotation/rules.ts'
import { boundsOf, regionAt, type Point } from '../../main/core/annotation/shape.ts'

const plain: Annotation = {
  id: '9f0c1f5e-5c53-4b8e-9c5e-0d7d2a1b3c4d',
  bundle: 'ab'.repeat(32),
  clip: { path: 'clips/0001.mp4', sha256: 'cd'.repeat(32), originalName: 'BWC-2207.mp4' },
  from: { frame: 10, pts: 1000 },
  to: { frame: 30, pts: 3000 },
  timeBase: { num: 1, den: 90_000 },
  frameTable: 'ef'.repeat(32),
  kind: 'observation',
  category: 'posture',
  text: 'Person A hebt beide Hände.',
  region: { x: 10, y: 20, width: 30, height: 40 },
  chunks: [{ number: 0, sha256: '01'.repeat(32) }],
  deviceTime: null,
  verdict: { indication: 'TOTAL-PASSED', subIndication: null },
}

const details: AnnotationDetails = {
  shape: { kind: 'ellipse' },
  track: [
    { frame: 10, region: { x: 10, y: 20, width: 30, height: 40 } },
    { frame: 20, region: { x: 30, y: 20, width: 40, height: 40 } },
  ],
  person: { label: 'Person A', category: 'suspect' },
  tags: ['Ansprache', 'Hände sichtbar'],
  links: [{ annotation: '0b0b1f5e-5c53-4b8e-9c5e-0d7d2a1b3c4d' }, { clip: 'clips/0002.mp4', frame: 7 }],
  legal: '§ 113 StGB',
}

test('an annotation without details keeps the first form, byte for byte', () => {
  expect(Object.keys(annotationData(plain) as object)).not.toContain('version')
  expect(annotationData({ ...plain, details: noDetails })).toEqual(annotationData(plain))
  expect(parseAnnotation(annotationData(plain))).toEqual(plain)
})

test('details are read as they were written', () => {
  const rich = { ...plain, details }
  expect(parseAnnotation(annotationData(rich))).toEqual(rich)
  const drawn = boundsOf([
    [1, 2],
    [5, 9],
    [3, 4],
  ])
  const shape = {
    kind: 'polygon',
    points: [
      [1, 2],
      [5, 9],
      [3, 4],
    ] as Point[],
  } as const
  const polygon = { ...plain, region: drawn, details: { ...noDetails, shape } }
  expect(parseAnnotation(annotationData(polygon))).toEqual(polygon)
})

test('a second form that says nothing, or something strange, is malformed', () => {
  const data = annotationData({ ...plain, details }) as Record<string, unknown>
  const empty = { shape: null, track: [], person: null, tags: [], links: [], legal: '' }
  const wrong: readonly unknown[] = [
    empty,
    { ...empty, tags: [7] },
    { ...empty, person: { label: 'Person A', category: 'neighbour' } },
    { ...empty, shape: { kind: 'star', points: [] } },
    { ...empty, shape: { kind: 'arrow', points: [[1, -2]] } },
    { ...empty, links: [{ clip: 'clips/0001.mp4' }] },
    { ...empty, legal: '§ 1', more: 1 },
  ]
  expect(wrong.map((one) => parseAnnotation({ ...data, details: one } as never))).toEqual(
    wrong.map(() => undefined),
  )
  expect(parseAnnotation({ ...data, version: 3 })).toBeUndefined()
})

test('each rule of the details names what breaks it', () => {
  const refusalOf = (more: Partial<AnnotationDetails>, region = plain.region) =>
    annotationRefusal({ ...plain, region, details: { ...noDetails, ...more } })
  const key = { frame: 10, region: { x: 10, y: 20, width: 30, height: 40 } }
  expect([
    refusalOf({ shape: { kind: 'ellipse' } }, null),
    refusalOf({ shape: { kind: 'arrow', points: [[1, 1]] } }),
    refusalOf({
      shape: {
        kind: 'polygon',
        points: [
          [1, 1],
          [2, 2],
          [3, 1],
        ],
      },
    }),
    refusalOf({ track: [key, { ...key, frame: 31 }] }),
    refusalOf({ track: [{ ...key, region: { ...key.region, x: 11 } }] }),
    refusalOf({ person: { label: ' ', category: 'witness' } }),
    refusalOf({ tags: ['a', 'a'] }),
    refusalOf({ legal: 'x'.repeat(201) }),
    refusalOf({ legal: '§ 1\u202e' }),
    refusalOf(details),
  ]).toEqual([
    'shapeWithoutRegion',
    'shapePoints',
    'shapeOutsideBounds',
    'trackOrder',
    'trackShape',
    'personEmpty',
    'tagsTooMany',
    'legalTooLong',
    'textNotPlain',
    undefined,
  ])
})

test('a tracked region stays inside the picture at every key frame', () => {
  const region = { x: 0, y: 0, width: 10, height: 10 }
  const draft: AnnotationDraft = {
    clip: 1,
    from: 0,
    to: 9,
    kind: 'observation',
    category: 'object',
    text: 'Ein Gegenstand.',
    region,
    track: [
      { frame: 0, region },
      { frame: 9, region: { ...region, x: 95 } },
    ],
  }
  const bounds = { frames: 10, width: 100, height: 100 }
  expect(checkDraft(draft, bounds)).toEqual({ ok: false, failure: 'regionOutsidePicture' })
})

test('between key frames a region moves in a straight line, and stands still outside of them', () => {
  const at = (frame: number) => regionAt(details.track, frame)
  expect([at(5), at(15), at(20), at(30)]).toEqual([
    { x: 10, y: 20, width: 30, height: 40 },
    { x: 20, y: 20, width: 35, height: 40 },
    { x: 30, y: 20, width: 40, height: 40 },
    { x: 30, y: 20, width: 40, height: 40 },
  ])
})
