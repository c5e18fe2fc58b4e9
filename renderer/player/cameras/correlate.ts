/** A sound as one number a window: how loud it is against the second around it. All windows have one length. */
export type Loudness = Float32Array

/** Where two sounds fit best. */
export interface SoundMatch {
  /** Windows by which the second sound begins later than the first: negative where it begins earlier. */
  readonly lag: number
  /** -1 to 1: how alike they are there, and at the best other place. */
  readonly best: number
  readonly second: number
  /** Windows that both have there. */
  readonly overlap: number
}

/** Windows on each side over which energies are evened out, and over which loudness is compared. */
const [even, around] = [3, 400]

/** The logarithm of each window's energy less its mean over the seconds around: neither distance nor wind decide. */
export function loudnessOf(energies: Float32Array): Loudness {
  const levels = meansOf(energies, even).map((energy) => Math.log10(energy + 1e-7))
  const ground = meansOf(levels, around)
  return levels.map((level, at) => level - (ground[at] ?? 0))
}

/** The mean of each value and so many on either side. */
function meansOf(values: Float32Array, reach: number): Float32Array {
  const sums = new Float64Array(values.length + 1)
  values.forEach((value, at) => {
    sums[at + 1] = (sums[at] ?? 0) + value
  })
  return values.map((_, at) => {
    const [from, to] = [Math.max(0, at - reach), Math.min(values.length, at + reach + 1)]
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from)
  })
}

/**
 * The best place of all at which at least `least` windows lie over each other; undefined when no place has so many.
 * What is alike over little of the sound counts less than what is alike over all of it.
 */
export function matchSounds(a: Loudness, b: Loudness, least: number, apart: number): SoundMatch | undefined {
  const [first, second] = [centred(a), centred(b)]
  const products = crossProducts(first, second)
  const [sumsA, sumsB] = [squareSums(first), squareSums(second)]
  const shorter = Math.min(a.length, b.length)
  let best: SoundMatch | undefined
  const scores = new Map<number, number>()
  for (let lag = least - b.length; lag <= a.length - least; lag++) {
    const [from, to] = [Math.max(0, lag), Math.min(a.length, b.length + lag)]
    const overlap = to - from
    if (overlap < least) continue
    const energy =
      ((sumsA[to] ?? 0) - (sumsA[from] ?? 0)) * ((sumsB[to - lag] ?? 0) - (sumsB[from - lag] ?? 0))
    const alike = energy > 0 ? (products(lag) ?? 0) / Math.sqrt(energy) : 0
    const score = alike * Math.sqrt(overlap / shorter)
    scores.set(lag, score)
    if (!best || score > best.best) best = { lag, best: score, second: -1, overlap }
  }
  if (!best) return undefined
  let other = -1
  for (const [lag, score] of scores) if (Math.abs(lag - best.lag) >= apart) other = Math.max(other, score)
  return { ...best, second: other }
}

function centred(values: Loudness): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return Float64Array.from(values, (value) => value - mean)
}

/** Sums of squares of all values before each place. */
function squareSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  values.forEach((value, at) => {
    sums[at + 1] = (sums[at] ?? 0) + value * value
  })
  return sums
}

/** Sum of a[i] * b[i - lag] for any lag, by way of the frequencies: a table for all lags at once. */
function crossProducts(a: Float64Array, b: Float64Array): (lag: number) => number | undefined {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, a.length + b.length)))
  const [real, imaginary] = [new Float64Array(size), new Float64Array(size)]
  const [realB, imaginaryB] = [new Float64Array(size), new Float64Array(size)]
  real.set(a)
  realB.set(b)
  transform(real, imaginary, 1)
  transform(realB, imaginaryB, 1)
  for (let at = 0; at < size; at++) {
    const [ar, ai, br, bi] = [real[at] ?? 0, imaginary[at] ?? 0, realB[at] ?? 0, imaginaryB[at] ?? 0]
    real[at] = ar * br + ai * bi
    imaginary[at] = ai * br - ar * bi
  }
  transform(real, imaginary, -1)
  return (lag) => {
    const product = real[(lag + size) % size]
    return product === undefined ? undefined : product / size
  }
}

/** Fourier transform in place; the length is a power of two (Cooley and Tukey). `way` -1 is the inverse, not divided. */
function transform(real: Float64Array, imaginary: Float64Array, way: 1 | -1): void {
  const size = real.length
  for (let at = 1, mirror = 0; at < size; at++) {
    let bit = size >> 1
    for (; mirror & bit; bit >>= 1) mirror ^= bit
    mirror ^= bit
    if (at < mirror) {
      swap(real, at, mirror)
      swap(imaginary, at, mirror)
    }
  }
  for (let length = 2; length <= size; length <<= 1) combine(real, imaginary, length, way)
}

function combine(real: Float64Array, imaginary: Float64Array, length: number, way: 1 | -1): void {
  const half = length >> 1
  for (let k = 0; k < half; k++) {
    const angle = (-2 * Math.PI * k * way) / length
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
    for (let low = k; low < real.length; low += length) {
      const high = low + half
      const [hr, hi] = [real[high] ?? 0, imaginary[high] ?? 0]
      const [tr, ti] = [hr * cosine - hi * sine, hr * sine + hi * cosine]
      const [lr, li] = [real[low] ?? 0, imaginary[low] ?? 0]
      real[low] = lr + tr
      imaginary[low] = li + ti
      real[high] = lr - tr
      imaginary[high] = li - ti
    }
  }
}

function swap(values: Float64Array, a: number, b: number): void {
  const kept = values[a] ?? 0
  values[a] = values[b] ?? 0
  values[b] = kept
}
