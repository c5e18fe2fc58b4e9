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
  readonly annexes: readonly { readonly path: string; readonly sha256: string; readonly size: number }[]
}

/** Faults between the printed pages, the attached files and the content that both come from. */
export function printedFaults(pdf: PdfFile): readonly PdfFault[] {
  const files = embeddedFiles(pdf)
  const content = files?.get(contentName)
  const stated = content && statedContent(content)
  if (!files || !stated) return [{ reason: 'report.content' }]
  return [...attachmentFaults(files, stated), ...pageFaults(pdf, stated)]
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
  { number, sha256: contentHash, annexes }: StatedContent,
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
    ...unprinted.map(({ path }) => ({ reason: 'report.printedTable', facts: { path } }) as const),
  ]
}

function headsHold({ artifacts }: PrintedPage, words: readonly string[], place: RegExp): boolean {
  return words.every((word) => artifacts.includes(word)) && place.test(artifacts)
}

function statedContent(bytes: Uint8Array): StatedContent | undefined {
  const parsed = parseCanonical(bytes)
  if (!parsed.ok || !isObject(parsed.value)) return undefined
  const { format, number, annexes } = parsed.value
  if (format !== 'asservat-report-content/1' || typeof number !== 'string' || !Array.isArray(annexes))
    return undefined
  const known = (annexes as readonly Json[]).map(annexOf)
  const complete = known.filter((annex) => annex !== undefined)
  return complete.length === known.length ? { number, sha256: sha256(bytes), annexes: complete } : undefined
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
