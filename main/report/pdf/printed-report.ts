import { createHash } from 'node:crypto'
import { parseCanonical, type Json } from '../../core/canonical.ts'
import { contentName } from '../../core/report/report-model.ts'
import { embeddedFiles } from './embedded-files.ts'
import { pagesOf, printedPage, type PrintedPage } from './printed-text.ts'
import type { PdfFault, PdfFile } from './read-pdf.ts'

/** What content.json says that paper and attachments must repeat. */
interface StatedContent {
  readonly number: string
  readonly sha256: string
  readonly manifestSha256: string
  readonly statements: readonly { readonly entry: number; readonly text: string }[]
  readonly annexes: readonly { readonly path: string; readonly sha256: string; readonly size: number }[]
}

export interface PrintedReport {
  /** Faults between the printed pages, the attached files and the content that both come from. */
  readonly faults: readonly PdfFault[]
  /** Of the bundle reported on; undefined when the content cannot be read. */
  readonly manifestSha256: string | undefined
  /** SHA-256 of the attached files by name, lower-case hex. */
  readonly attached: ReadonlyMap<string, string>
}

/** Compares what is on paper with what is attached. */
export function printedReport(pdf: PdfFile): PrintedReport {
  const files = embeddedFiles(pdf)
  const content = files?.get(contentName)
  const stated = content && statedContent(content)
  const attached = new Map([...(files ?? [])].map(([path, bytes]) => [path, sha256(bytes)]))
  if (!files || !stated)
    return { faults: [{ reason: 'report.content' }], manifestSha256: undefined, attached }
  const faults = [...attachmentFaults(files, stated), ...pageFaults(pdf, stated)]
  return { faults, manifestSha256: stated.manifestSha256, attached }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function attachmentFaults(
  files: ReadonlyMap<string, Uint8Array>,
  { annexes }: StatedContent,
): readonly PdfFault[] {
  const missing = annexes.filter(({ path }) => !files.has(path))
  const extra = [...files.keys()].filter(
    (path) => path !== contentName && !annexes.some((annex) => annex.path === path),
  )
  const changed = annexes.filter((annex) => {
    const bytes = files.get(annex.path)
    return bytes !== undefined && (bytes.length !== annex.size || sha256(bytes) !== annex.sha256)
  })
  return [
    ...missing.map(({ path }) => ({ reason: 'report.attachmentMissing', facts: { path } }) as const),
    ...extra.map((path) => ({ reason: 'report.attachmentExtra', facts: { path } }) as const),
    ...changed.map(({ path }) => ({ reason: 'report.attachmentChanged', facts: { path } }) as const),
  ]
}

/** Each page must carry report number, content hash and its own place; every annex hash must be on paper. */
function pageFaults(
  pdf: PdfFile,
  { number, sha256: contentHash, annexes, statements }: StatedContent,
): readonly PdfFault[] {
  const pages = pagesOf(pdf)?.map((page) => printedPage(pdf, page))
  if (!pages || pages.length === 0) return [{ reason: 'report.page', facts: { page: 0 } }]
  const count = pages.length
  const wrong = pages.flatMap((page, index) => {
    const place = new RegExp(`(?<!\\d)${index + 1}\\D+${count}$`)
    return page && headsHold(page, [number.replace(/\s/g, ''), contentHash], place) ? [] : [index + 1]
  })
  const text = pages.map((page) => page?.text ?? '').join('')
  const unprinted = annexes.filter((annex) => !text.includes(annex.sha256))
  return [
    ...wrong.map((page) => ({ reason: 'report.page', facts: { page } }) as const),
    ...otherWords(text, statements).map(
      (entry) => ({ reason: 'report.printedWords', facts: { entry } }) as const,
    ),
    ...unprinted.map(({ path }) => ({ reason: 'report.printedTable', facts: { path } }) as const),
  ]
}

/** Entries whose words are not on paper, letter by letter, as they stand in the data. */
function otherWords(paper: string, statements: StatedContent['statements']): readonly number[] {
  const printed = letters(paper)
  return statements.filter(({ text }) => !printed.includes(letters(text))).map(({ entry }) => entry)
}

/**
 * Letters and digits alone. Marks are drawn in more than one way; and a script that runs from right to left lies in
 * the order of its glyphs, not of its reading, so it is left out on both sides.
 */
function letters(text: string): string {
  const kept = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/gu
  return (text.normalize('NFKC').match(kept) ?? []).join('')
}

function headsHold({ artifacts }: PrintedPage, words: readonly string[], place: RegExp): boolean {
  return words.every((word) => artifacts.includes(word)) && place.test(artifacts)
}

function statedContent(bytes: Uint8Array): StatedContent | undefined {
  const parsed = parseCanonical(bytes)
  if (!parsed.ok || !isObject(parsed.value)) return undefined
  const { format, number, bundle } = parsed.value
  const manifestSha256 = bundle !== undefined && isObject(bundle) ? bundle['manifestSha256'] : undefined
  const annexes = listOf(parsed.value['annexes'], annexOf)
  const statements = listOf(parsed.value['statements'], statementOf)
  if (format !== 'asservat-report-content/1' || typeof number !== 'string') return undefined
  if (typeof manifestSha256 !== 'string' || !annexes || !statements) return undefined
  return { number, sha256: sha256(bytes), manifestSha256, annexes, statements }
}

function listOf<T>(value: Json | undefined, itemOf: (item: Json) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items = (value as readonly Json[]).map(itemOf)
  const known = items.filter((item) => item !== undefined)
  return known.length === items.length ? known : undefined
}

function statementOf(value: Json): StatedContent['statements'][number] | undefined {
  if (!isObject(value)) return undefined
  const { entry, text } = value
  return typeof entry === 'number' && typeof text === 'string' ? { entry, text } : undefined
}

function annexOf(value: Json): StatedContent['annexes'][number] | undefined {
  if (!isObject(value)) return undefined
  const { path, sha256: hash, size } = value
  return typeof path === 'string' && typeof hash === 'string' && typeof size === 'number'
    ? { path, sha256: hash, size }
    : undefined
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
