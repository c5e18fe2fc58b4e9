import type { AccessWords } from '../core/access/access-csv.ts'
import type { Phrases } from '../phrases.ts'

const headings = [
  'entry',
  'time',
  'person',
  'act',
  'object',
  'hash',
  'purpose',
  'recipient',
  'state',
] as const

/** The words of the access log's table. */
export function accessWords(phrases: Phrases): AccessWords {
  return {
    headings: headings.map((heading) => phrases(`access.column.${heading}`)),
    act: (act) => phrases(`access.act.${act}`),
    erased: phrases('access.erased'),
  }
}
