import { frameAt, toSeconds, type FrameTable } from './frame-table.ts'

/** A clip on the common clock: `startMs` is when its media time zero was, in milliseconds of that clock. */
export interface CameraTime {
  readonly table: FrameTable
  readonly startMs: number
}

/** The frame whose time covers a moment of the common clock; undefined before the first and after the last one. */
export function frameCovering({ table, startMs }: CameraTime, moment: number): number | undefined {
  const seconds = (moment - startMs) / 1000
  // The same quarter of a tick by which a frame counts as begun.
  const ticks = (seconds * table.timeBase.den) / table.timeBase.num + 0.25
  return ticks < (table.pts[0] ?? 0) || ticks >= table.end ? undefined : frameAt(table, seconds)
}

/** When a frame begins on the common clock, milliseconds. */
export function momentOf({ table, startMs }: CameraTime, frame: number): number {
  return startMs + toSeconds(table.pts[frame] ?? table.end, table.timeBase) * 1000
}

/** From the first picture of any camera to the end of the last one, milliseconds. */
export function spanOf(cameras: readonly CameraTime[]): { readonly from: number; readonly to: number } {
  const ends = cameras.map(({ table, startMs }) => startMs + toSeconds(table.end, table.timeBase) * 1000)
  return { from: Math.min(...cameras.map((camera) => momentOf(camera, 0))), to: Math.max(...ends) }
}

/**
 * The moment one frame of the leading camera further (-1: back). Where it has no picture, the nearest frame of any
 * camera. The same moment when there is nothing further.
 */
export function momentBeside(
  cameras: readonly CameraTime[],
  lead: number,
  moment: number,
  direction: 1 | -1,
): number {
  const leading = cameras[lead]
  const frame = leading && frameCovering(leading, moment)
  const next = frame === undefined ? undefined : frame + direction
  if (leading && next !== undefined && next >= 0 && next < leading.table.pts.length)
    return momentOf(leading, next)
  const starts = cameras.flatMap((camera) => startBeside(camera, moment, direction) ?? [])
  if (starts.length === 0) return moment
  return direction > 0 ? Math.min(...starts) : Math.max(...starts)
}

/** The nearest beginning of a frame of this camera on that side of the moment. */
function startBeside(camera: CameraTime, moment: number, direction: 1 | -1): number | undefined {
  const last = camera.table.pts.length - 1
  const near = frameAt(camera.table, (moment - camera.startMs) / 1000)
  const nearby = [near - 1, near, near + 1, last].filter((frame) => frame >= 0 && frame <= last)
  const starts = nearby.map((frame) => momentOf(camera, frame))
  const beyond = starts.filter((start) => (start - moment) * direction > 0.01)
  if (beyond.length === 0) return undefined
  return direction > 0 ? Math.min(...beyond) : Math.max(...beyond)
}
