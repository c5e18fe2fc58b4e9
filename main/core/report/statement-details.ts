import type { Json } from '../canonical.ts'
import type { AnnotationDetails, Link } from '../annotation/details.ts'
import type { Point, Shape } from '../annotation/shape.ts'
import type { Inline, Row } from './blocks.ts'
import { join, row, say } from './blocks.ts'
import type { ReportedStatement, ReportModel } from './report-model.ts'

/** Rows of a statement's details: who is meant, tags, norm, how the region moves, what belongs to it. */
export function detailRows(statement: ReportedStatement, model: ReportModel): readonly Row[] {
  const { details } = statement
  if (!details) return []
  const { person, tags, legal, track, links, shape } = details
  return [
    row(
      'person',
      person ? join({ strong: person.label }, ' ', { faint: { phrase: `person.${person.category}` } }) : null,
    ),
    row('tags', tags.length > 0 ? tags.join(', ') : null),
    row('legal', legal === '' ? null : legal),
    row('shape', shape ? say(`shape.${shape.kind}`) : null),
    row('track', track.length > 0 ? say('trackLine', { count: { count: track.length } }) : null),
    row('links', ...links.map((link) => linkLine(link, model))),
  ].filter((one) => one.lines.length > 0)
}

function linkLine(link: Link, { statements, clips }: ReportModel): Inline {
  if ('clip' in link) {
    const clip = clips.find(({ path }) => path === link.clip)?.name ?? link.clip
    return say('linkFrame', { clip, frame: { frame: link.frame } })
  }
  const other = statements.find(({ id }) => id === link.annotation)
  // What is not printed here is named by its id: the machine data of another report may hold it.
  return other
    ? say('linkEntry', { entry: { count: other.entry } })
    : say('linkElsewhere', { id: link.annotation })
}

/** The drawing as SVG in pixels of the decoded picture (Web Annotation Data Model, 4.2.6); undefined for a rectangle. */
export function shapeSvg({ region, details }: ReportedStatement): string | undefined {
  const shape = details?.shape
  if (!shape || !region) return undefined
  return `<svg xmlns="http://www.w3.org/2000/svg">${shapeElement(shape, region)}</svg>`
}

/** The element that draws the shape; whole numbers and halves of them only. */
export function shapeElement(shape: Shape, region: NonNullable<ReportedStatement['region']>): string {
  if (shape.kind === 'ellipse') {
    const [rx, ry] = [region.width / 2, region.height / 2]
    return `<ellipse cx="${region.x + rx}" cy="${region.y + ry}" rx="${rx}" ry="${ry}"/>`
  }
  const points = shape.points.map((point) => point.join(',')).join(' ')
  if (shape.kind === 'polygon') return `<polygon points="${points}"/>`
  const head = shape.kind === 'arrow' ? `<polyline points="${arrowHead(shape.points)}"/>` : ''
  return `<polyline points="${points}"/>${head}`
}

/** The two strokes at an arrow's second point, a fifth of its length. */
function arrowHead([[x0, y0] = [0, 0], [x, y] = [0, 0]]: readonly Point[]): string {
  const [dx, dy] = [(x0 - x) / 5, (y0 - y) / 5]
  const turned = (sine: number) => `${Math.round(x + dx - dy * sine)},${Math.round(y + dy + dx * sine)}`
  return `${turned(0.6)} ${x},${y} ${turned(-0.6)}`
}

/** What a statement says beyond its text, as terms of the own namespace. */
export function detailTerms(details: AnnotationDetails | undefined): Readonly<Record<string, Json>> {
  if (!details) return {}
  const { person, legal, track, links } = details
  return {
    ...(person ? { 'av:person': person.label, 'av:personCategory': person.category } : {}),
    ...(legal === '' ? {} : { 'av:legalReference': legal }),
    ...(track.length > 0
      ? {
          'av:track': track.map(({ frame, region: { x, y, width, height } }) => ({
            'av:frame': frame,
            'av:xywh': `pixel:${x},${y},${width},${height}`,
          })),
        }
      : {}),
    ...(links.length > 0
      ? {
          'av:link': links.map((link) =>
            'clip' in link
              ? { 'av:path': link.clip, 'av:frame': link.frame }
              : { id: `urn:uuid:${link.annotation}` },
          ),
        }
      : {}),
  }
}
