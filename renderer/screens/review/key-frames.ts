import { frameAt, type FrameTable, toSeconds } from '../../../main/core/clip/frame-table.ts'
import { frameSeconds } from '../../figures.ts'
import { shareOf, type Span } from './timeline-scale.ts'

/** Frames at which decoding can begin, in order. */
export function keyFramesOf({ key }: FrameTable): readonly number[] {
  const frames: number[] = []
  key.forEach((is, frame) => {
    if (is === 1) frames.push(frame)
  })
  return frames
}

/** The last key frame that is not behind a frame; the first where there is none before it. */
export function keyFrameBefore(keys: readonly number[], frame: number): number | undefined {
  let [low, high] = [0, keys.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((keys[middle] ?? Infinity) <= frame) low = middle
    else high = middle - 1
  }
  return keys[low]
}

/** A key frame and where its picture begins along the lane, in pixels. */
export interface KeyPlace {
  readonly frame: number
  readonly x: number
}

/**
 * Key frames to show along a lane, each where it begins. Which ones does not depend on where the view begins, only on
 * how much of the clip it shows: so pictures stay when the view moves.
 */
export function keyPlaces(
  table: FrameTable,
  keys: readonly number[],
  view: Span,
  { width, picture }: { readonly width: number; readonly picture: number },
): readonly KeyPlace[] {
  const pace = ((view.to - view.from) * picture) / Math.max(1, width)
  if (!(pace > 0) || keys.length === 0) return []
  const places: KeyPlace[] = []
  const last = Math.floor(Math.min(view.to, toSeconds(table.end, table.timeBase)) / pace)
  for (let cell = Math.floor(view.from / pace) - 1; cell <= last; cell++) {
    const frame = firstKeyFrom(keys, frameAt(table, Math.max(0, cell * pace)), table, cell * pace)
    if (frame === undefined || frame === places.at(-1)?.frame) continue
    const seconds = frameSeconds(table, frame)
    if (seconds >= (cell + 1) * pace) continue
    const x = shareOf(view, seconds) * width
    if (x > -picture && x < width) places.push({ frame, x })
  }
  return places
}

function firstKeyFrom(
  keys: readonly number[],
  frame: number,
  table: FrameTable,
  seconds: number,
): number | undefined {
  const before = keyFrameBefore(keys, frame)
  if (before === undefined) return undefined
  if (frameSeconds(table, before) >= seconds) return before
  return keyAfter(keys, before)
}

function keyAfter(keys: readonly number[], key: number): number | undefined {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((keys[middle] ?? Infinity) <= key) low = middle + 1
    else high = middle
  }
  return keys[low]
}
