import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../core/result.ts'

/** Exit codes every verb keeps: the verdict's, and 3 when the words are wrong or a file could not be read. */
export const exit = { passed: 0, failed: 1, indeterminate: 2, unusable: 3 } as const

/** Where a verb writes. Standard output carries the answer and nothing else. */
export interface Streams {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

export interface Words {
  readonly files: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
}

/** What a verb understands: options with a value, and options without. */
export interface Grammar {
  readonly values?: readonly string[]
  readonly flags?: readonly string[]
  /** Options with a value that may stand several times. */
  readonly lists?: readonly string[]
  /** Least and most number of plain words. */
  readonly files: readonly [number, number]
  /** Options that must be there. */
  readonly required?: readonly string[]
}

/** The words of a verb, or the word that is wrong. */
export function readWords(words: readonly string[], grammar: Grammar): Result<Words, string> {
  try {
    const options = Object.fromEntries<{ readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>([
      ...(grammar.values ?? []).map((name) => [name, { type: 'string' }] as const),
      ...(grammar.lists ?? []).map((name) => [name, { type: 'string', multiple: true }] as const),
      ...(grammar.flags ?? []).map((name) => [name, { type: 'boolean' }] as const),
    ])
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options })
    const given: Words['options'] = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, plain(value)]),
    )
    const missing = grammar.required?.find((name) => given[name] === undefined)
    if (missing) return fail(`--${missing}`)
    if (positionals.length < grammar.files[0]) return fail('FILE')
    if (positionals.length > grammar.files[1]) return fail(positionals[grammar.files[1]] ?? '')
    return ok({ files: positionals, options: given })
  } catch (error) {
    if (error instanceof TypeError) return fail(error.message)
    throw error
  }
}

function plain(value: unknown): string | boolean | readonly string[] | undefined {
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string')
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined
}

/** The value of an option that takes one. */
export function textOption(words: Words, name: string): string | undefined {
  const value = words.options[name]
  return typeof value === 'string' ? value : undefined
}

/** The values of an option that may stand several times, in their order. */
export function listOption(words: Words, name: string): readonly string[] {
  const value = words.options[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
