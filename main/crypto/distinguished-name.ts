import { fromUtf8 } from '../core/bytes.ts'
import type { Der } from './der.ts'

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '0.9.2342.19200300.100.1.25': 'DC',
}

/** A name as people read it (RFC 4514 spelling, order as in the certificate). */
export function printName(name: Der): string {
  return name.children
    .flatMap((set) => set.children)
    .map((pair) => {
      const id = pair.child(0).oid
      return `${shortNames[id] ?? id}=${escapeValue(textOf(pair.child(1)))}`
    })
    .join(', ')
}

/** Text of a directory string; control and direction characters, which could dress up a name, become U+FFFD. */
export function textOf(value: Der): string {
  const bytes = value.content
  const wide = value.is(0x1e) ? utf16(bytes) : undefined
  const text = wide ?? fromUtf8(bytes) ?? Buffer.from(bytes).toString('latin1')
  return text.replace(/[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '\ufffd')
}

function utf16(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i + 1 < bytes.length; i += 2)
    text += String.fromCharCode(((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0))
  return text
}

function escapeValue(text: string): string {
  return text.replace(/[,+"\\<>;=]/g, (character) => `\\${character}`)
}
