const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 with padding, without line breaks (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63)
    text += at + 1 < bytes.length ? alphabet.charAt((group >> 6) & 63) : '='
    text += at + 2 < bytes.length ? alphabet.charAt(group & 63) : '='
  }
  return text
}

/** The bytes of base64 in its one spelling, or undefined: line breaks, missing padding and stray bits are refused. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  for (let group = 0; group * 4 < text.length; group++) {
    let bits = 0
    for (let i = 0; i < 4; i++) bits = (bits << 6) | Math.max(0, alphabet.indexOf(text.charAt(4 * group + i)))
    bytes.set([bits >> 16, (bits >> 8) & 255, bits & 255].slice(0, bytes.length - 3 * group), 3 * group)
  }
  return toBase64(bytes) === text ? bytes : undefined
}
