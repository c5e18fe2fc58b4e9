import type { TokenKeyPlace } from './token-identity.ts'

/**
 * A key on a token as other programs name it too (PKCS#11 URI, RFC 7512): `pkcs11:token=…;object=…?module-path=…`.
 * Understood: token, serial, slot-id, object, id; module-path; and our own x-padding=pss. undefined when it is no such
 * URI, names something else, or names no library.
 */
export function parseTokenUri(uri: string): TokenKeyPlace | undefined {
  const [, path, query = ''] = /^pkcs11:([^?]*)(?:\?(.*))?$/.exec(uri) ?? []
  const named = path === undefined ? undefined : parts(path, ';')
  const asked = parts(query, '&')
  const library = asked?.get('module-path')
  if (!named || !asked || library === undefined) return undefined
  const known = ['token', 'serial', 'slot-id', 'object', 'id', 'type']
  if ([...named.keys()].some((name) => !known.includes(name))) return undefined
  const slot = named.get('slot-id')
  if (slot !== undefined && !/^\d{1,10}$/.test(slot)) return undefined
  const id = named.get('id')
  return {
    library,
    token: named.get('serial') ?? named.get('token'),
    slot: slot === undefined ? undefined : Number(slot),
    key: id === undefined ? named.get('object') : Buffer.from(id, 'latin1').toString('hex'),
    padding: asked.get('x-padding') === 'pss' ? 'pss' : 'pkcs1',
  }
}

/** Each name once, percent signs decoded; `id` stays bytes, one character each. */
function parts(text: string, between: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>()
  for (const part of text === '' ? [] : text.split(between)) {
    const [name = '', ...rest] = part.split('=')
    const value = name === 'id' ? bytesOf(rest.join('=')) : decoded(rest.join('='))
    if (value === undefined || rest.length === 0 || found.has(name)) return undefined
    found.set(name, value)
  }
  return found
}

function bytesOf(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
