import type { OfficeFailure } from '../failure.ts'
import { isPlain } from '../annotation/rules.ts'
import { fail, ok, type Result } from '../result.ts'

/** A value of an office file and where it stands, so that whoever wrote it finds the place. */
export interface Found {
  readonly file: string
  /** As people read it: `categories[2].key`; the whole file is empty. */
  readonly place: string
  readonly value: unknown
}

export type Read<T> = Result<T, OfficeFailure>

/** The file's one value, or the line at which it is no JSON. */
export function parseOfficeJson(file: string, text: string): Read<Found> {
  try {
    const value: unknown = JSON.parse(text)
    return ok({ file, place: '', value })
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const at = Number(/position (\d+)/.exec(error.message)?.[1] ?? text.length)
    return fail({ code: 'office.notJson', name: file, line: text.slice(0, at).split('\n').length })
  }
}

/** The members of an object that has none but these. */
export function membersOf<K extends string>(found: Found, names: readonly K[]): Read<Record<K, Found>> {
  const { file, place, value } = found
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail({ code: 'office.notObject', name: file, place: placeOf(found) })
  const known: readonly string[] = names
  const strange = Object.keys(value).find((name) => !known.includes(name))
  if (strange !== undefined)
    return fail({
      code: 'office.unknownField',
      name: file,
      place: inside(place, strange),
      known: names.join(', '),
    })
  const members = names.map((name) => {
    const member: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
    return [name, { file, place: inside(place, name), value: member }] as const
  })
  return ok(Object.fromEntries(members) as Record<K, Found>)
}

/** The items of a list, each read in turn; a list that is left out is empty. */
export function listOf<T>(found: Found, read: (item: Found) => Read<T>, most: number): Read<readonly T[]> {
  const { file, place, value } = found
  if (value === undefined) return ok([])
  if (!Array.isArray(value) || value.length > most)
    return fail({ code: 'office.notList', name: file, place: placeOf(found), most })
  const items: T[] = []
  for (const [index, item] of value.entries()) {
    const one = read({ file, place: `${place}[${index + 1}]`, value: item })
    if (!one.ok) return one
    items.push(one.value)
  }
  return ok(items)
}

/** Plain text of at most so many characters; one line where no more is wanted. `least` 0: may be left out. */
export function textIn(
  found: Found,
  { least, most, lines }: { readonly least: 0 | 1; readonly most: number; readonly lines: 'one' | 'many' },
): Read<string> {
  const value = found.value ?? (least === 0 ? '' : undefined)
  const wrong = fail({ code: 'office.notText', name: found.file, place: placeOf(found), most } as const)
  if (typeof value !== 'string' || [...value].length > most || !isPlain(value)) return wrong
  // Format and line-separating characters could hide or turn what is printed.
  if (/[\p{Cf}\p{Zl}\p{Zp}]/u.test(value) || (lines === 'one' && /[\t\n]/.test(value))) return wrong
  return value.trim() === '' && least === 1 ? wrong : ok(value)
}

function inside(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`
}

function placeOf({ file, place }: Found): string {
  return place === '' ? file : place
}
