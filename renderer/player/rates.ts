/** What `<video>` can do; slower, faster than this and backwards the engine plays. */
export const slowestVideo = 0.0625

const slowest = 0.05
const fastest = 8

/** The nearest rate that is played, either way: 0.05 to 8. */
export function boundedRate(rate: number): number {
  const size = Math.min(fastest, Math.max(slowest, Math.abs(rate)))
  return rate < 0 ? -size : size
}

/** J and L: real time in their direction, and with each repeat twice as fast. */
export function shuttleRate(
  { playing, rate }: { readonly playing: boolean; readonly rate: number },
  direction: -1 | 1,
): number {
  return playing && Math.sign(rate) === direction ? boundedRate(rate * 2) : direction
}
