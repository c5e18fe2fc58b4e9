import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFRawStream,
  PDFRef,
  type PDFContext,
  type PDFPage,
} from '@cantoo/pdf-lib'
import { markArtifacts } from './artifacts.ts'
import type { StampType } from './stamp-font.ts'

/** What stands on each page outside the text. */
export interface RunningHeads {
  readonly left: string
  readonly right: string
  readonly foot: string
  /** Page number and count, both from 1. */
  readonly page: (page: number, pages: number) => string
  /** Across the page and in its head: the report is of no evidential use. */
  readonly mark: string | null
}

export interface StampFonts {
  readonly regular: StampType
  readonly semibold: StampType
}

const millimetre = 72 / 25.4
const [inner, outer] = [25 * millimetre, 20 * millimetre]
const grey = '.294 .325 .38 rg'
const warning = '.541 .165 0 rg'

/** Stamps head and foot on every page as pagination artifacts, and marks the page's decoration as such. */
export function stampRunningHeads(
  context: PDFContext,
  pages: readonly PDFPage[],
  heads: RunningHeads,
  fonts: StampFonts,
): void {
  pages.forEach((page, index) => {
    const { width, height } = page.getSize()
    const right = width - outer
    const counter = heads.page(index + 1, pages.length)
    const head = artifact('Header', [
      rule(inner, right, height - 17.5 * millimetre),
      ...line(heads.left, heads.right, [inner, right, height - 15.5 * millimetre], fonts.regular),
      ...(heads.mark === null
        ? []
        : [centred(heads.mark, [inner, right, height - 11 * millimetre], fonts.semibold)]),
    ])
    const foot = artifact('Footer', [
      rule(inner, right, 17.5 * millimetre),
      ...line(heads.foot, counter, [inner, right, 13.6 * millimetre], fonts.regular),
    ])
    const under =
      heads.mark === null ? '' : artifact('Watermark', [across(heads.mark, width, height, fonts.semibold)])
    const printed = markArtifacts(contentOf(context, page))
    const content = `${under}q\n${printed}\nQ\n${head}${foot}`
    page.node.set(
      PDFName.of('Contents'),
      context.register(context.flateStream(Buffer.from(content, 'latin1'))),
    )
    addFonts(context, page, fonts)
  })
}

function contentOf(context: PDFContext, page: PDFPage): string {
  const contents = context.lookup(page.node.get(PDFName.of('Contents')))
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((item) => context.lookup(item)) : [contents]
  if (contents instanceof PDFArray)
    for (const item of contents.asArray()) if (item instanceof PDFRef) context.delete(item)
  const old = page.node.get(PDFName.of('Contents'))
  if (old instanceof PDFRef) context.delete(old)
  const texts = streams.map((stream) =>
    stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : '',
  )
  return texts.join('\n').trimEnd()
}

function addFonts(context: PDFContext, page: PDFPage, fonts: StampFonts): void {
  const resources = page.node.lookup(PDFName.of('Resources'), PDFDict)
  // Pages may share one resource dictionary; each gets its own before anything is added.
  const own = resources.clone(context)
  const known = own.lookupMaybe(PDFName.of('Font'), PDFDict)?.clone(context) ?? context.obj({})
  for (const type of [fonts.regular, fonts.semibold])
    for (const [name, ref] of type.fonts()) known.set(PDFName.of(name), ref)
  own.set(PDFName.of('Font'), known)
  page.node.set(PDFName.of('Resources'), own)
}

function artifact(subtype: 'Header' | 'Footer' | 'Watermark', parts: readonly string[]): string {
  const attached = { Header: ' /Attached [/Top]', Footer: ' /Attached [/Bottom]', Watermark: '' }[subtype]
  return `/Artifact <</Type /Pagination /Subtype /${subtype}${attached}>> BDC\nq\n${parts.join('\n')}\nQ\nEMC\n`
}

function rule(from: number, to: number, y: number): string {
  return `.4 w .604 .639 .698 RG\n${coordinates(from, y)} m\n${coordinates(to, y)} l\nS`
}

type Span = readonly [from: number, to: number, y: number]

/** Two texts on one line; both shrink together when they would meet. */
function line(left: string, right: string, [from, to, y]: Span, font: StampType): readonly string[] {
  const wanted = 7.8
  const room = (to - from - 12) / (font.width(left, wanted) + font.width(right, wanted))
  const size = wanted * Math.min(1, room)
  const end = to - font.width(right, size)
  return [text(left, from, y, size, font, grey), text(right, end, y, size, font, grey)]
}

function centred(words: string, [from, to, y]: Span, font: StampType): string {
  const size = 9.5
  return text(words, (from + to - font.width(words, size)) / 2, y, size, font, warning)
}

/** Large and pale, under the text, from bottom left to top right. */
function across(words: string, width: number, height: number, font: StampType): string {
  const size = (0.82 * Math.hypot(width, height)) / font.width(words, 1)
  const angle = Math.atan2(height, width)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const half = font.width(words, size) / 2
  const x = width / 2 - half * cos + (size / 3) * sin
  const y = height / 2 - half * sin - (size / 3) * cos
  const matrix = [cos, sin, -sin, cos, x, y].map((value) => value.toFixed(4)).join(' ')
  const drawn = `BT\n${matrix} Tm\n${font.show(words, size)}\nET`
  // Without a text of its own, so that it does not break into the lines that are copied or searched.
  return `/Span <</ActualText <FEFF>>> BDC\n.955 .93 .915 rg\n${drawn}\nEMC`
}

function text(words: string, x: number, y: number, size: number, font: StampType, color: string): string {
  return `${color}\nBT\n${coordinates(x, y)} Td\n${font.show(words, size)}\nET`
}

function coordinates(x: number, y: number): string {
  return `${x.toFixed(2)} ${y.toFixed(2)}`
}
