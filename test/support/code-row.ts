/**
 * A frame number burnt into a picture so that a machine can read it back after any lossy coding:
 * twenty black or white cells along the lower left edge — white, black, sixteen bits, parity, white.
 */
const cells = 20

export function cellSize(width: number): number {
  return Math.max(8, Math.floor(width / 80 / 2) * 2)
}

/** Draws into packed RGB. */
export function drawCode(rgb: Uint8Array, width: number, height: number, number: number): void {
  const size = cellSize(width)
  for (let cell = 0; cell < cells; cell++) {
    const value = cellsOf(number)[cell] === 1 ? 235 : 16
    for (let y = height - size; y < height; y++) {
      const from = (y * width + cell * size) * 3
      rgb.fill(value, from, from + size * 3)
    }
  }
}

/** The number in a picture of `channels` bytes a pixel, or undefined when there is none to read without doubt. */
export function readCode(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels: 3 | 4,
): number | undefined {
  const size = cellSize(width)
  const read = Array.from({ length: cells }, (_, cell) => {
    const at = ((height - size / 2) * width + cell * size + size / 2) * channels
    const light = (pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0)
    return light > 480 ? 1 : light < 290 ? 0 : undefined
  })
  const number = read.slice(2, 18).reduce<number>((sum, bit) => sum * 2 + (bit ?? 0), 0)
  const expected = cellsOf(number)
  return read.every((bit, cell) => bit === expected[cell]) ? number : undefined
}

function cellsOf(number: number): number[] {
  const bits = Array.from({ length: 16 }, (_, i) => (number >> (15 - i)) & 1)
  const parity = bits.reduce((sum, bit) => sum ^ bit, 0)
  return [1, 0, ...bits, parity, 1]
}
