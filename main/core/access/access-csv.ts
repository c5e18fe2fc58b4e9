import type { EntryFacts } from '../ledger/entry-facts.ts'
import { parseAccess } from './access-record.ts'

/** The words of the table in the reader's language, handed in because core has none. */
export interface AccessWords {
  /** Nine headings: number, time, person, act, object, hash, purpose, recipient, state. */
  readonly headings: readonly string[]
  act(act: string): string
  /** Shown where the content was erased. */
  readonly erased: string
}

/**
 * The access log as offices read it: UTF-8 with a byte-order mark, semicolons, CRLF, every cell in quotes, and no cell
 * that a spreadsheet would take for a formula.
 */
export function accessCsv(entries: readonly EntryFacts[], words: AccessWords): string {
  const rows = entries.filter((entry) => entry.kind === 'accessed').map((entry) => rowOf(entry, words))
  return `\ufeff${[words.headings, ...rows].map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`
}

function rowOf(entry: EntryFacts, words: AccessWords): readonly string[] {
  const record = parseAccess(entry.data)
  const known = [String(entry.seq), entry.time, entry.author]
  if (!record) return [...known, '', '', '', '', '', words.erased]
  const { act, object, purpose, recipient } = record
  return [...known, words.act(act), object.name, object.sha256 ?? '', purpose, recipient ?? '', '']
}

function cell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${guarded.replaceAll('"', '""')}"`
}
