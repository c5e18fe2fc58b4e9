import { fail, ok, type Result } from '../result.ts'
import type { OfficeFacts } from './report-model.ts'

const fields = ['name', 'unit', 'address', 'place'] as const
const longest = 200

/** The letterhead as an office wrote it, `office.json`; the failure names the first field that is not one plain line. */
export function parseOffice(text: string): Result<OfficeFacts, { readonly field: string }> {
  const value = parsed(text)
  if (value === undefined) return fail({ field: 'office.json' })
  const strange = Object.keys(value).find((name) => !fields.some((field) => field === name))
  const lines = fields.map((field) => lineOf(value[field] ?? ''))
  const wrong = strange ?? fields[lines.indexOf(undefined)]
  const [name = '', unit = '', address = '', place = ''] = lines
  if (wrong !== undefined) return fail({ field: wrong })
  return name === '' ? fail({ field: 'name' }) : ok({ name, unit, address, place })
}

function lineOf(value: unknown): string | undefined {
  // Control, format and line-separating characters could hide or turn what is printed.
  const plain =
    typeof value === 'string' && value.length <= longest && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value)
  return plain ? value : undefined
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const plain = typeof value === 'object' && value !== null && !Array.isArray(value)
    return plain ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
