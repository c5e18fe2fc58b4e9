import type { AnnotationDraft, Region } from '../../../main/core/annotation/annotation.ts'
import { boundsOf, mostPoints, type Point, type Shape } from '../../../main/core/annotation/shape.ts'
import { type DraftChange, withKey } from './draft.ts'
import type { DrawingTool } from './review-state.ts'

export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** What a drag with a tool draws, from its points so far; undefined while it is too small to be meant. */
export function drawnBy(tool: DrawingTool, points: readonly Point[]): DraftChange | undefined {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return undefined
  const bounds = boundsOf(points)
  if (tool === 'region' || tool === 'ellipse') {
    const box = boundsOf([first, last])
    if (box.width < 4 || box.height < 4) return undefined
    return { region: box, shape: tool === 'ellipse' ? { kind: 'ellipse' } : null }
  }
  if (bounds.width < 4 && bounds.height < 4) return undefined
  if (tool === 'arrow')
    return { region: boundsOf([first, last]), shape: { kind: 'arrow', points: [first, last] } }
  const drawn = tool === 'polygon' ? points : thinned(points)
  if (tool === 'polygon' && drawn.length < 3) return undefined
  return { region: boundsOf(drawn), shape: { kind: tool, points: drawn }, track: [] }
}

/** A freehand line with as many points as may be signed, the last one among them. */
function thinned(points: readonly Point[]): readonly Point[] {
  const apart = points.filter(([x, y], index) => {
    const [px, py] = points[index - 1] ?? [-9, -9]
    return Math.hypot(x - px, y - py) >= 1
  })
  if (apart.length <= mostPoints) return apart
  const every = Math.ceil(apart.length / (mostPoints - 1))
  return apart.filter((_, index) => index % every === 0 || index === apart.length - 1)
}

/** A region in the middle of the picture, for who draws by keyboard. */
export function placedBy(tool: DrawingTool, { width, height }: PictureSize): DraftChange {
  const [w, h] = [Math.round(width / 4), Math.round(height / 4)]
  const [x, y] = [Math.round((width - w) / 2), Math.round((height - h) / 2)]
  const corners: readonly Point[] = [
    [x, y + h],
    [x + w, y],
    [x + w, y + h],
  ]
  if (tool === 'region') return { region: { x, y, width: w, height: h }, shape: null }
  if (tool === 'ellipse') return { region: { x, y, width: w, height: h }, shape: { kind: 'ellipse' } }
  if (tool === 'arrow') return drawnBy('arrow', corners.slice(0, 2)) ?? {}
  return drawnBy(tool, corners) ?? {}
}

/** The same drawing in another place and size, inside the picture; points go along. */
export function movedTo(draft: AnnotationDraft, to: Region, picture: PictureSize): DraftChange {
  const from = draft.region
  if (!from) return {}
  const width = Math.min(Math.max(1, to.width), picture.width)
  const height = Math.min(Math.max(1, to.height), picture.height)
  const x = Math.min(Math.max(0, to.x), picture.width - width)
  const y = Math.min(Math.max(0, to.y), picture.height - height)
  const region = { x, y, width, height }
  if (!draft.shape || draft.shape.kind === 'ellipse') return { region }
  const points = draft.shape.points.map(([px, py]): Point => [
    Math.round(x + ((px - from.x) * width) / from.width),
    Math.round(y + ((py - from.y) * height) / from.height),
  ])
  const shape: Shape = { ...draft.shape, points }
  return { region: boundsOf(points), shape }
}

/** A change of the region at a frame: of a tracked one it becomes a key frame there. */
export function atFrame(draft: AnnotationDraft, frame: number, change: DraftChange): DraftChange {
  const tracked = draft.track !== undefined && change.region
  if (!tracked || (change.shape && change.shape.kind !== 'ellipse')) return change
  const track = withKey(draft, frame, tracked)
  return { ...change, track, region: track[0]?.region ?? tracked }
}
