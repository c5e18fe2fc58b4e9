const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 with padding (RFC 4648, 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const digits = [18, 12, 6, 0].map((shift) => alphabet[(group >> shift) & 63] ?? '')
    text += digits
      .slice(0, Math.min(4, bytes.length - at + 1))
      .join('')
      .padEnd(4, '=')
  }
  return text
}

/** Bytes of padded base64 without spaces, or undefined; unused bits must be zero, so one value has one spelling. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 4) {
    const group = [0, 1, 2, 3].reduce(
      (sum, i) => (sum << 6) | Math.max(0, alphabet.indexOf(text[at + i] ?? 'A')),
      0,
    )
    bytes.push((group >> 16) & 255, (group >> 8) & 255, group & 255)
  }
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const value = Uint8Array.from(padding === 0 ? bytes : bytes.slice(0, -padding))
  return toBase64(value) === text ? value : undefined
}
