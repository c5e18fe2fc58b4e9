import type { Json } from '../canonical.ts'
import { secondsUp } from './media-time.ts'
import { detailTerms, shapeSvg } from './statement-details.ts'
import type { ReportedStatement, ReportModel } from './report-model.ts'

const annotationContext = 'http://www.w3.org/ns/anno.jsonld'
const namespace = 'urn:asservat:ns:1#'
const mediaFragments = 'http://www.w3.org/TR/media-frags/'

/**
 * The printed statements as a W3C Web Annotation page. A time in seconds is not exact where the frame rate varies,
 * so each target names frame, PTS and time base besides (`av:` terms); fragments are half open, `xywh` counts
 * coded pixels before rotation and pixel aspect.
 */
export function webAnnotations(model: ReportModel): Json {
  return {
    '@context': [annotationContext, { av: namespace }],
    id: `urn:asservat:report:${encodeURIComponent(model.number)}`,
    type: 'AnnotationPage',
    'av:manifestSha256': model.bundle.manifestSha256,
    'av:ledgerRoot': model.ledger.root,
    items: model.statements.map((statement) => annotation(statement, model)),
  }
}

function annotation(statement: ReportedStatement, { reviewer, program, bundle }: ReportModel): Json {
  return {
    id: `urn:uuid:${statement.id}`,
    type: 'Annotation',
    motivation: 'commenting',
    created: statement.recordedAt,
    creator: { id: `urn:asservat:certificate:${reviewer.sha256}`, type: 'Person', name: statement.author },
    generator: { id: 'urn:asservat:program', type: 'Software', name: `${program.name} ${program.version}` },
    body: [
      { type: 'TextualBody', value: statement.text, format: 'text/plain', purpose: 'commenting' },
      { type: 'TextualBody', value: statement.category, format: 'text/plain', purpose: 'classifying' },
      ...(statement.details?.tags ?? []).map((tag) => ({
        type: 'TextualBody',
        value: tag,
        format: 'text/plain',
        purpose: 'tagging',
      })),
    ],
    target: target(statement, bundle.manifestSha256),
    ...detailTerms(statement.details),
    'av:kind': statement.kind,
    'av:ledgerEntry': statement.entry,
    'av:entrySha256': statement.entryHash,
    ...(statement.corrects ? { 'av:corrects': statement.corrects.entry } : {}),
  }
}

function target(statement: ReportedStatement, manifestSha256: string): Json {
  const { clip, from, to, end, timeBase, frameTable, chunks, deviceTime, still } = statement
  return {
    type: 'SpecificResource',
    source: {
      id: `urn:asservat:clip:${clip.sha256}`,
      type: 'Video',
      'av:path': clip.path,
      'av:originalName': clip.name,
      'av:sha256': clip.sha256,
      'av:manifestSha256': manifestSha256,
    },
    selector: selectors(statement),
    ...(deviceTime ? { state: { type: 'TimeState', sourceDate: deviceTime } } : {}),
    'av:fromFrame': from.frame,
    'av:fromPts': from.pts,
    'av:toFrame': to.frame,
    'av:toPts': to.pts,
    ...(end === null ? {} : { 'av:endPts': end }),
    'av:timeBase': `${timeBase.num}/${timeBase.den}`,
    'av:frameTable': frameTable,
    'av:chunk': chunks.map((chunk) => ({ 'av:number': chunk.number, 'av:sha256': chunk.sha256 })),
    ...(still ? { 'av:stillPath': still.path, 'av:stillSha256': still.sha256 } : {}),
  }
}

/** Where it is in time and picture, and how it is drawn where that is no rectangle. */
function selectors(statement: ReportedStatement): Json {
  const place = { type: 'FragmentSelector', conformsTo: mediaFragments, value: fragment(statement) }
  const svg = shapeSvg(statement)
  return svg === undefined ? place : [place, { type: 'SvgSelector', value: svg }]
}

/** Media Fragments URI 1.0: time, then region. */
export function fragment({ from, end, to, timeBase, region }: ReportedStatement): string {
  const until = end ?? to.pts + 1
  const time = `t=${secondsUp(from.pts, timeBase)},${secondsUp(until, timeBase)}`
  return region ? `${time}&xywh=pixel:${region.x},${region.y},${region.width},${region.height}` : time
}
