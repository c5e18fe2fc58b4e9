import {
  type PictureProcessing,
  processingSteps,
  unprocessed,
} from '../../../main/core/picture/processing.ts'

export type Turn = 0 | 90 | 180 | 270

/** How a clip is looked at. Display only: nothing of it reaches evidence, annotations or hashes. */
export interface Look {
  /** 1 shows the whole picture. */
  readonly zoom: number
  /** What stands in the middle, as a share of the turned picture, 0 to 1 from left and top. */
  readonly x: number
  readonly y: number
  /** Clockwise, on top of what the container asks for. */
  readonly turn: Turn
  /** Interpolates between pixels; off, each pixel stays a square. */
  readonly smooth: boolean
  readonly processing: PictureProcessing
}

export const originalLook: Look = {
  zoom: 1,
  x: 0.5,
  y: 0.5,
  turn: 0,
  smooth: false,
  processing: unprocessed,
}

export const mostZoom = 32
export const zoomStep = Math.SQRT2

/** What is not as in the original, by name; empty when all is. */
export function changesOf(look: Look): readonly ('zoom' | 'turn' | keyof PictureProcessing)[] {
  return [
    ...(look.zoom > 1 ? (['zoom'] as const) : []),
    ...(look.turn === 0 ? [] : (['turn'] as const)),
    ...processingSteps(look.processing),
  ]
}

/** Larger or smaller; the point given (share of what is on screen, 0 to 1) stays where it is. */
export function zoomedBy(look: Look, factor: number, at: readonly [number, number] = [0.5, 0.5]): Look {
  const wanted = Math.min(mostZoom, Math.max(1, look.zoom * factor))
  // The steps are roots: what is nearly whole is meant to be.
  const zoom = Math.abs(wanted - Math.round(wanted)) < 0.01 ? Math.round(wanted) : wanted
  const kept = (centre: number, share: number): number =>
    centre + (share - 0.5) / look.zoom - (share - 0.5) / zoom
  return within({ ...look, zoom, x: kept(look.x, at[0]), y: kept(look.y, at[1]) })
}

/** Moves what is on screen by shares of the screen. */
export function pannedBy(look: Look, across: number, down: number): Look {
  return within({ ...look, x: look.x + across / look.zoom, y: look.y + down / look.zoom })
}

/** A quarter to the right; what stood in the middle stays there. */
export function turnedRight(look: Look): Look {
  const next: Record<Turn, Turn> = { 0: 90, 90: 180, 180: 270, 270: 0 }
  return within({ ...look, turn: next[look.turn], x: 1 - look.y, y: look.x })
}

export function processedWith(look: Look, change: Partial<PictureProcessing>): Look {
  return { ...look, processing: { ...look.processing, ...change } }
}

/** The picture always fills its place: nothing beyond its edge can be brought in. */
function within(look: Look): Look {
  const half = 0.5 / look.zoom
  const inside = (centre: number): number => Math.min(1 - half, Math.max(half, centre))
  return { ...look, x: inside(look.x), y: inside(look.y) }
}

/** Left, top and size of the whole picture in percent of its place on the stage. */
export function sheetOf({ zoom, x, y }: Look): {
  readonly left: number
  readonly top: number
  readonly size: number
} {
  return { left: (0.5 - x * zoom) * 100, top: (0.5 - y * zoom) * 100, size: zoom * 100 }
}

/** A point on a turned box, as shares from its left and top, on the box before it was turned. */
export function unturned(across: number, down: number, turn: Turn): readonly [number, number] {
  if (turn === 90) return [down, 1 - across]
  if (turn === 180) return [1 - across, 1 - down]
  return turn === 270 ? [1 - down, across] : [across, down]
}

export function addedTurns(a: Turn, b: Turn): Turn {
  const turns: readonly Turn[] = [0, 90, 180, 270]
  return turns[((a + b) / 90) % 4] ?? 0
}
