import { fromUtf8, utf8 } from './bytes.ts'
import { fail, ok, type Result } from './result.ts'

/** What a signed JSON file or ledger body may hold: no floats, no undefined. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** The one spelling of a JSON value (RFC 8785), integers only; throws on anything else, since that is our mistake. */
export function printCanonical(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0))
      throw new TypeError(`not a safe integer: ${value}`)
    return String(value)
  }
  if (isList(value)) return `[${value.map(printCanonical).join(',')}]`
  // RFC 8785, 3.2.3: names are ordered by UTF-16 code units, which is what sort() does.
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${printCanonical(memberOf(value, name))}`)
  return `{${members.join(',')}}`
}

export function canonicalBytes(value: Json): Uint8Array {
  return utf8(printCanonical(value))
}

export type CanonicalFault = 'notUtf8' | 'notJson' | 'tooDeep' | 'notCanonical'

/** Reads JSON that stands in its one canonical spelling; a second spelling, a repeated name or a float is refused. */
export function parseCanonical(bytes: Uint8Array): Result<Json, CanonicalFault> {
  const text = fromUtf8(bytes)
  if (text === undefined) return fail('notUtf8')
  if (depthOf(text) > 32) return fail('tooDeep')
  try {
    const value = JSON.parse(text) as Json
    return printCanonical(value) === text ? ok(value) : fail('notCanonical')
  } catch (error) {
    if (error instanceof SyntaxError) return fail('notJson')
    if (error instanceof TypeError) return fail('notCanonical')
    throw error
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function memberOf(value: { readonly [name: string]: Json }, name: string): Json {
  const member = value[name]
  if (member === undefined) throw new TypeError(`no value: ${name}`)
  return member
}

/** Deepest nesting of brackets outside strings: bounds the recursion before anything recurses. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (quoted && character === '\\') i++
    else if (character === '"') quoted = !quoted
    else if (!quoted && (character === '{' || character === '[')) deepest = Math.max(deepest, ++depth)
    else if (!quoted && (character === '}' || character === ']')) depth--
  }
  return deepest
}
