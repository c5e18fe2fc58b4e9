/** Which part of the colours is looked at; `luma` weighs them as ITU-R BT.709 does. */
export type PictureChannel = 'all' | 'red' | 'green' | 'blue' | 'luma'

/**
 * What is done to the values of a picture for looking at it, never to evidence. All whole numbers, so that the list
 * stands in signed files as it is. The order is fixed: field, difference, channel, brightness and contrast, gamma,
 * inversion; FORMAT.md gives the formulas.
 */
export interface PictureProcessing {
  /** -100 to 100, hundredths of the whole range. */
  readonly brightness: number
  /** -100 (all grey) to 100 (five times as steep). */
  readonly contrast: number
  /** 10 to 500, hundredths: above 100 the dark parts become lighter. */
  readonly gamma: number
  readonly channel: PictureChannel
  readonly invert: boolean
  /** One field alone, the lines between made from their neighbours (bob). */
  readonly field: 'both' | 'upper' | 'lower'
  /** The absolute difference to the frame before. */
  readonly difference: boolean
}

export const unprocessed: PictureProcessing = {
  brightness: 0,
  contrast: 0,
  gamma: 100,
  channel: 'all',
  invert: false,
  field: 'both',
  difference: false,
}

/** Bounds of the numbers, both included. */
export const processingBounds = {
  brightness: [-100, 100],
  contrast: [-100, 100],
  gamma: [10, 500],
} as const

/** What differs from the original, by name, in the order in which it is done; empty when the picture stays as decoded. */
export function processingSteps(processing: PictureProcessing): readonly (keyof PictureProcessing)[] {
  const order = ['field', 'difference', 'channel', 'brightness', 'contrast', 'gamma', 'invert'] as const
  return order.filter((name) => processing[name] !== unprocessed[name])
}

/** RGBA, four bytes a pixel, row by row from above. */
export interface Pixels {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

/** Processes the pixels in place; `previous` is the frame before in the same size, needed for the difference alone. */
export function processPixels(pixels: Pixels, processing: PictureProcessing, previous?: Pixels): void {
  if (processing.field !== 'both') {
    keepField(pixels, processing.field)
    if (previous) keepField(previous, processing.field)
  }
  if (processing.difference) subtract(pixels.data, previous?.data)
  if (processing.channel !== 'all') keepChannel(pixels.data, processing.channel)
  const tones = tonesOf(processing)
  if (!tones) return
  const { data } = pixels
  for (let at = 0; at < data.length; at += 4) {
    data[at] = tones[data[at] ?? 0] ?? 0
    data[at + 1] = tones[data[at + 1] ?? 0] ?? 0
    data[at + 2] = tones[data[at + 2] ?? 0] ?? 0
  }
}

/** The lines of the other field become the rounded mean of the lines above and below. */
function keepField({ data, width, height }: Pixels, field: 'upper' | 'lower'): void {
  const row = width * 4
  for (let y = field === 'upper' ? 1 : 0; y < height; y += 2) {
    const above = y > 0 ? y - 1 : y + 1
    const below = y + 1 < height ? y + 1 : y - 1
    for (let x = 0; x < row; x++) {
      data[y * row + x] = ((data[above * row + x] ?? 0) + (data[below * row + x] ?? 0) + 1) >> 1
    }
  }
}

/** The first frame has none before it: nothing differs. */
function subtract(data: Uint8ClampedArray, before: Uint8ClampedArray | undefined): void {
  for (let at = 0; at < data.length; at++) {
    if (at % 4 !== 3) data[at] = before ? Math.abs((data[at] ?? 0) - (before[at] ?? 0)) : 0
  }
}

const place = { red: 0, green: 1, blue: 2 } as const

function keepChannel(data: Uint8ClampedArray, channel: Exclude<PictureChannel, 'all'>): void {
  for (let at = 0; at < data.length; at += 4) {
    const value = channel === 'luma' ? lumaAt(data, at) : (data[at + place[channel]] ?? 0)
    data[at] = value
    data[at + 1] = value
    data[at + 2] = value
  }
}

/** In whole numbers, so that every machine rounds alike. */
function lumaAt(data: Uint8ClampedArray, at: number): number {
  return (
    (((data[at] ?? 0) * 2126 + (data[at + 1] ?? 0) * 7152 + (data[at + 2] ?? 0) * 722 + 5000) / 10_000) | 0
  )
}

/** The new value of each value, or undefined when none changes. */
export function tonesOf(processing: PictureProcessing): Uint8Array | undefined {
  const { brightness, contrast, gamma, invert } = processing
  if (brightness === 0 && contrast === 0 && gamma === 100 && !invert) return undefined
  const steepness = contrast > 0 ? 1 + contrast / 25 : 1 + contrast / 100
  return Uint8Array.from({ length: 256 }, (_, value) => {
    const straight = (value / 255 - 0.5) * steepness + 0.5 + brightness / 100
    const bent = Math.min(1, Math.max(0, straight)) ** (100 / gamma)
    return Math.round(255 * (invert ? 1 - bent : bent))
  })
}
