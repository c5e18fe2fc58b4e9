import type { Json } from '../canonical.ts'
import { countOf, hasExactly, isObject, listOf, textOf } from '../ledger/json-shape.ts'
import type { Annotation, FramePoint, StatementKind } from './annotation.ts'
import { detailsData, hasDetails, parseDetails, parseRegion } from './details.ts'
import type { Verdict } from '../seal/finding.ts'

/**
 * The annotation as it is committed to; `parseAnnotation` is its inverse. Only what has details is written in the
 * second form: one annotation has one spelling, and entries of the first form stay what they are.
 */
export function annotationData(annotation: Annotation): Json {
  const { details } = annotation
  const more = details && hasDetails(details) ? { version: 2, details: detailsData(details) } : {}
  return {
    ...more,
    id: annotation.id,
    bundle: annotation.bundle,
    clip: { ...annotation.clip },
    from: { ...annotation.from },
    to: { ...annotation.to },
    timeBase: { ...annotation.timeBase },
    frameTable: annotation.frameTable,
    kind: annotation.kind,
    category: annotation.category,
    text: annotation.text,
    region: annotation.region && { ...annotation.region },
    chunks: annotation.chunks.map((chunk) => ({ ...chunk })),
    deviceTime: annotation.deviceTime,
    verdict: { ...annotation.verdict },
  }
}

const members = [
  'id',
  'bundle',
  'clip',
  'from',
  'to',
  'timeBase',
  'frameTable',
  'kind',
  'category',
  'text',
  'region',
  'chunks',
  'deviceTime',
  'verdict',
]

/** The annotation that a payload holds, or undefined when a member is missing, strange or too many. */
export function parseAnnotation(value: Json | undefined): Annotation | undefined {
  if (!isObject(value)) return undefined
  const second = value['version'] === 2
  if (!hasExactly(value, second ? [...members, 'version', 'details'] : members)) return undefined
  const details = second ? parseDetails(value['details']) : undefined
  // Without anything to say the first form is the only spelling.
  if (second && (!details || !hasDetails(details))) return undefined
  const [clip, timeBase, verdict] = [
    clipOf(value['clip']),
    timeBaseOf(value['timeBase']),
    verdictOf(value['verdict']),
  ]
  const [from, to, chunks] = [pointOf(value['from']), pointOf(value['to']), chunksOf(value['chunks'])]
  const [kind, region] = [kindOf(value['kind']), parseRegion(value['region'])]
  const [id, bundle, frameTable] = [textOf(value['id']), textOf(value['bundle']), textOf(value['frameTable'])]
  const [category, text] = [textOf(value['category']), textOf(value['text'])]
  const deviceTime = value['deviceTime'] === null ? null : textOf(value['deviceTime'])
  if (!clip || !timeBase || !verdict || !from || !to || !chunks || !kind || region === undefined)
    return undefined
  if (id === undefined || bundle === undefined || frameTable === undefined) return undefined
  if (category === undefined || text === undefined || deviceTime === undefined) return undefined
  return {
    id,
    bundle,
    clip,
    from,
    to,
    timeBase,
    frameTable,
    kind,
    category,
    text,
    region,
    chunks,
    deviceTime,
    verdict,
    ...(details ? { details } : {}),
  }
}

function clipOf(value: Json | undefined): Annotation['clip'] | undefined {
  if (!isObject(value) || !hasExactly(value, ['path', 'sha256', 'originalName'])) return undefined
  const [path, sha256, originalName] = [
    textOf(value['path']),
    textOf(value['sha256']),
    textOf(value['originalName']),
  ]
  return path === undefined || sha256 === undefined || originalName === undefined
    ? undefined
    : { path, sha256, originalName }
}

function pointOf(value: Json | undefined): FramePoint | undefined {
  if (!isObject(value) || !hasExactly(value, ['frame', 'pts'])) return undefined
  const frame = countOf(value['frame'])
  const pts = value['pts']
  // An edit list may put frames before the clip's zero.
  return frame === undefined || typeof pts !== 'number' ? undefined : { frame, pts }
}

function timeBaseOf(value: Json | undefined): Annotation['timeBase'] | undefined {
  if (!isObject(value) || !hasExactly(value, ['num', 'den'])) return undefined
  const [num, den] = [countOf(value['num']), countOf(value['den'])]
  return num === undefined || den === undefined || den === 0 ? undefined : { num, den }
}

function kindOf(value: Json | undefined): StatementKind | undefined {
  return value === 'observation' || value === 'inference' || value === 'assessment' ? value : undefined
}

function chunksOf(value: Json | undefined): Annotation['chunks'] | undefined {
  const chunks = listOf(value)?.map((item) => {
    if (!isObject(item) || !hasExactly(item, ['number', 'sha256'])) return undefined
    const [number, sha256] = [countOf(item['number']), textOf(item['sha256'])]
    return number === undefined || sha256 === undefined ? undefined : { number, sha256 }
  })
  const whole = chunks?.flatMap((chunk) => chunk ?? [])
  return whole && whole.length === chunks?.length ? whole : undefined
}

function verdictOf(value: Json | undefined): Verdict | undefined {
  if (!isObject(value) || !hasExactly(value, ['indication', 'subIndication'])) return undefined
  const indication = value['indication']
  const known =
    indication === 'TOTAL-PASSED' || indication === 'TOTAL-FAILED' || indication === 'INDETERMINATE'
  const sub = value['subIndication']
  if (!known || (sub !== null && typeof sub !== 'string')) return undefined
  // Which codes exist may grow with versions; the entry quotes what was said when it was written.
  return { indication, subIndication: sub as Verdict['subIndication'] }
}
