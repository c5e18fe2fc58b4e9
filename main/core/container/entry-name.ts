import { fromUtf8, utf8 } from '../bytes.ts'
import { crc32 } from './crc32.ts'
import { LittleEndian } from './zip-layout.ts'

const cp437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ '
const UTF8_NAME = 0x0800
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$/i

/** The name as APPNOTE 4.4.17 and D.1 spell it: UTF-8 when flag or bytes say so, else code page 437. */
export function decodeName(bytes: Uint8Array, flags: number): string | undefined {
  const text = fromUtf8(bytes)
  if (flags & UTF8_NAME) return text
  return (
    text ??
    Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : (cp437[byte - 128] ?? '?'))).join(
      '',
    )
  )
}

/** A name, and whether two readers of the entry may take two names from it. */
export interface EntryName {
  readonly name: string
  readonly ambiguous: boolean
}

/** The name of an entry with its Unicode path field, which speaks where the name itself is of a code page (APPNOTE 4.6.9). */
export function nameOf(
  bytes: Uint8Array,
  flags: number,
  field: Uint8Array | undefined,
): EntryName | undefined {
  const plain = decodeName(bytes, flags)
  if (plain === undefined) return undefined
  const told = unicodePath(field, bytes)
  const ofCodePage = !(flags & UTF8_NAME) && fromUtf8(bytes) === undefined
  const name = ofCodePage ? (told ?? plain) : plain
  return { name, ambiguous: told !== undefined && told !== name }
}

/** A field made for another name does not count: its CRC is of the name that it stands for. */
function unicodePath(field: Uint8Array | undefined, bytes: Uint8Array): string | undefined {
  if (!field || field.length < 5 || field[0] !== 1) return undefined
  return new LittleEndian(field).u32(1) === crc32(bytes) ? fromUtf8(field.subarray(5)) : undefined
}

/** Why a name cannot be unpacked to the same place everywhere, Windows included; undefined when it can. */
export function unsafeName(
  name: string,
): 'absolute' | 'traversal' | 'character' | 'reserved' | 'length' | undefined {
  if (utf8(name).length > 240 || name.length === 0) return 'length'
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'absolute'
  // Control characters and what Windows forbids in names; a backslash is a separator there.
  if (/[\x00-\x1f\x7f-\x9f\\<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.test(name))
    return 'character'
  const parts = name.replace(/\/$/, '').split('/')
  if (parts.some((part) => part === '..' || part === '.' || part === '')) return 'traversal'
  if (parts.some((part) => /[. ]$/.test(part))) return 'character'
  return parts.some((part) => reserved.test(part)) ? 'reserved' : undefined
}

/** Two names with the same key are one file on some disk: NFC and case do not tell them apart. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}
