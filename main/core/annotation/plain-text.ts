/**
 * Text that reads the same for everyone: no control characters but tab and line feed, no characters that turn the
 * order of reading around (a sentence that shows other words than it signs), no halves of a character.
 */
export function isPlain(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if ((code < 32 && code !== 9 && code !== 10) || (code >= 0x7f && code <= 0x9f)) return false
    if (code >= 0x202a && code <= 0x202e) return false
    if (code >= 0x2066 && code <= 0x2069) return false
    if (code >= 0xd800 && code <= 0xdfff) return false
  }
  return true
}
