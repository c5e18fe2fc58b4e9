const ahead = 24

/** Frames that are kept ready behind the one on screen, for who steps back. */
export const behind = 48

/** Where somebody is in a clip and where to. */
export interface Course {
  readonly centre: number
  readonly heading: 1 | -1
  /** Frames that are gone through round and round. */
  readonly loop: { readonly from: number; readonly to: number } | undefined
  /** Half of the pictures that the cache holds. */
  readonly half: number
}

/** Frames that are about to be wanted, nearest first; in a loop up to its end, then what its next lap begins with. */
export function* soonWanted({ centre, heading, loop, half }: Course, count: number): Generator<number> {
  const inLoop = loop !== undefined && centre >= loop.from && centre <= loop.to
  const [first, last] = inLoop ? [loop.from, loop.to] : [0, count - 1]
  const reach = inLoop ? half : Math.min(heading > 0 ? ahead : behind, half)
  for (let step = 1; step <= reach; step++) {
    const frame = centre + step * heading
    if (frame >= first && frame <= last) yield frame
  }
  if (!inLoop) return
  for (let step = 0; step < half && step <= last - first; step++)
    yield heading > 0 ? first + step : last - step
}

/** Whether a lap begins with this frame: kept, so that no lap waits for the decoder. */
export function isLapStart(frame: number, { heading, loop, half }: Course): boolean {
  if (!loop || frame < loop.from || frame > loop.to) return false
  return (heading > 0 ? frame - loop.from : loop.to - frame) < half
}
