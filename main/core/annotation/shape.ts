import type { Json } from '../canonical.ts'
import { countOf, hasExactly, isObject, listOf, type JsonObject } from '../ledger/json-shape.ts'
import type { Region } from './annotation.ts'

/** Pixels of the decoded picture, from its upper left corner. */
export type Point = readonly [x: number, y: number]

/** How a region is drawn within its bounds; without a shape it is the rectangle itself. An arrow points at its second point. */
export type Shape =
  | { readonly kind: 'ellipse' }
  | { readonly kind: 'polygon' | 'arrow' | 'freehand'; readonly points: readonly Point[] }

export const drawnKinds = ['polygon', 'arrow', 'freehand'] as const

/** A region at one frame of a range; between two of these it moves in a straight line, at even pace. */
export interface TrackKey {
  readonly frame: number
  readonly region: Region
}

export const mostPoints = 500
export const mostTrackKeys = 500

/** The smallest region around the points; it is never without an area. */
export function boundsOf(points: readonly Point[]): Region {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(1, Math.max(...xs) - x), height: Math.max(1, Math.max(...ys) - y) }
}

/** Where a tracked region is at a frame: linear between its key frames, still before the first and after the last. */
export function regionAt(track: readonly TrackKey[], frame: number): Region | undefined {
  const next = track.findIndex((key) => key.frame >= frame)
  const [before, after] = [track[next - 1], track[next]]
  if (next < 0) return track.at(-1)?.region
  if (!before || !after || after.frame === frame) return after?.region
  const share = (frame - before.frame) / (after.frame - before.frame)
  const between = (member: keyof Region) =>
    Math.round(before.region[member] + share * (after.region[member] - before.region[member]))
  return { x: between('x'), y: between('y'), width: between('width'), height: between('height') }
}

/** Fewest points: two make an arrow, three a polygon. */
export function fewestPoints(kind: (typeof drawnKinds)[number]): number {
  return kind === 'polygon' ? 3 : 2
}

export function sameRegion(a: Region, b: Region): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}

export function shapeData(shape: Shape): Json {
  return shape.kind === 'ellipse'
    ? { kind: 'ellipse' }
    : { kind: shape.kind, points: shape.points.map(([x, y]) => [x, y]) }
}

/** null is no shape, undefined is none of ours. */
export function parseShape(value: Json | undefined): Shape | null | undefined {
  if (value === null) return null
  if (!isObject(value)) return undefined
  if (value['kind'] === 'ellipse') return hasExactly(value, ['kind']) ? { kind: 'ellipse' } : undefined
  const kind = drawnKinds.find((known) => known === value['kind'])
  const points = pointsOf(value)
  return kind && points ? { kind, points } : undefined
}

function pointsOf(value: JsonObject): readonly Point[] | undefined {
  const list = hasExactly(value, ['kind', 'points']) ? listOf(value['points']) : undefined
  const points = list?.flatMap((item): Point[] => {
    const pair = listOf(item)
    const [x, y] = [countOf(pair?.[0]), countOf(pair?.[1])]
    return pair?.length === 2 && x !== undefined && y !== undefined ? [[x, y]] : []
  })
  return points && points.length === list?.length ? points : undefined
}
