const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** CRC-32 as in ZIP (APPNOTE 4.4.7). Guards against accidents only; what seals is the SHA-256. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 255] ?? 0)
  return ~value >>> 0
}

const POLYNOMIAL = 0xedb88320

/** Product of two polynomials over GF(2), modulo the CRC's, highest power in the lowest bit. */
function product(a: number, b: number): number {
  let sum = 0
  let factor = b
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) sum ^= factor
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1
  }
  return sum >>> 0
}

/** CRC-32 of two parts one after the other, from the CRC of each and the length of the second. */
export function joinCrc(first: number, second: number, secondLength: number): number {
  // Appending bytes multiplies by x^8 each: squared again and again, as many as the length has bits.
  let power = 0x00800000
  let shift = 0x80000000
  for (let rest = secondLength; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) shift = product(power, shift)
    power = product(power, power)
  }
  return (product(shift, first) ^ second) >>> 0
}
