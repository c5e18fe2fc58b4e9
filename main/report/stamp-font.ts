import { PDFName, PDFString, type PDFContext, type PDFRef } from '@cantoo/pdf-lib'
import { printTrueType, tablesOfWoff, type FontTables } from './woff.ts'

/** A font whose every glyph is in the file, for text that is stamped after printing. */
export interface StampFont {
  readonly ref: PDFRef
  has(character: string): boolean
  /** Two-byte glyph codes as the operand of Tj. */
  encode(text: string): string
  /** In points. */
  width(text: string, size: number): number
}

/** Embeds a WOFF as a CID font with identity encoding (ISO 32000-1, 9.7.4.2) and a map back to text. */
export function embedStampFont(context: PDFContext, woff: Uint8Array, name: string): StampFont {
  const tables = tablesOfWoff(woff)
  const glyphs = glyphsByCode(tables)
  const metrics = metricsOf(tables)
  const glyph = (character: string) => glyphs.get(character.codePointAt(0) ?? 0) ?? 0
  const hex = (value: number) => value.toString(16).padStart(4, '0')
  const advance = (id: number) => metrics.advances[Math.min(id, metrics.advances.length - 1)] ?? 0
  return {
    ref: embed(context, tables, name, glyphs, metrics),
    has: (character) => glyph(character) !== 0,
    encode: (text) => `<${[...text].map((character) => hex(glyph(character))).join('')}>`,
    width: (text, size) =>
      [...text].reduce((sum, character) => sum + advance(glyph(character)), 0) * (size / 1000),
  }
}

/** One weight in several scripts, each a font of its own. */
export interface StampType {
  /** Lines of a content stream that show the text, for use inside a text object. */
  show(text: string, size: number): string
  /** In points. */
  width(text: string, size: number): number
  /** By resource name: the fonts that were needed so far. */
  fonts(): ReadonlyMap<string, PDFRef>
}

/** Characters go to the first font that has them; what none has becomes U+FFFD. Fonts are embedded when needed. */
export function stampType(context: PDFContext, woffs: readonly Uint8Array[], name: string): StampType {
  const embedded = new Map<number, StampFont>()
  const fontAt = (index: number): StampFont => {
    const known =
      embedded.get(index) ??
      embedStampFont(context, woffs[index] ?? new Uint8Array(), `SourceSans3-${name}${index}`)
    embedded.set(index, known)
    return known
  }
  const runsOf = (text: string): readonly Run[] => runs(text, woffs.length, fontAt)
  return {
    show: (text, size) =>
      runsOf(text)
        .map((run) => `/${name}${run.font} ${size.toFixed(2)} Tf\n${fontAt(run.font).encode(run.text)} Tj`)
        .join('\n'),
    width: (text, size) => runsOf(text).reduce((sum, run) => sum + fontAt(run.font).width(run.text, size), 0),
    fonts: () => new Map([...embedded].map(([index, font]) => [`${name}${index}`, font.ref])),
  }
}

interface Run {
  readonly font: number
  readonly text: string
}

function runs(text: string, fonts: number, fontAt: (index: number) => StampFont): readonly Run[] {
  const found: Run[] = []
  for (const character of text) {
    const owner = Array.from({ length: fonts }, (_, index) => index).find((index) =>
      fontAt(index).has(character),
    )
    const next = owner === undefined ? { font: 0, text: '\ufffd' } : { font: owner, text: character }
    const last = found.at(-1)
    if (last?.font === next.font) found.splice(-1, 1, { font: last.font, text: last.text + next.text })
    else found.push(next)
  }
  return found
}

interface Metrics {
  /** Thousandths of an em, by glyph. */
  readonly advances: readonly number[]
  readonly ascent: number
  readonly descent: number
  readonly box: readonly number[]
}

function viewOf(tables: FontTables, tag: string): DataView {
  const bytes = tables.get(tag)
  if (!bytes) throw new TypeError(`font without ${tag}`)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function metricsOf(tables: FontTables): Metrics {
  const [head, hhea, hmtx] = [viewOf(tables, 'head'), viewOf(tables, 'hhea'), viewOf(tables, 'hmtx')]
  const scale = 1000 / head.getUint16(18)
  const scaled = (value: number) => Math.round(value * scale)
  return {
    advances: Array.from({ length: hhea.getUint16(34) }, (_, index) => scaled(hmtx.getUint16(4 * index))),
    ascent: scaled(hhea.getInt16(4)),
    descent: scaled(hhea.getInt16(6)),
    box: [36, 38, 40, 42].map((at) => scaled(head.getInt16(at))),
  }
}

/** Code point to glyph from the Unicode BMP subtable (format 4). */
function glyphsByCode(tables: FontTables): ReadonlyMap<number, number> {
  const cmap = viewOf(tables, 'cmap')
  const starts = Array.from({ length: cmap.getUint16(2) }, (_, index) => cmap.getUint32(8 + 8 * index))
  const at = starts.find((start) => cmap.getUint16(start) === 4)
  if (at === undefined) throw new TypeError('font without a BMP character map')
  const count = cmap.getUint16(at + 6) / 2
  const glyphs = new Map<number, number>()
  for (let segment = 0; segment < count; segment++) addSegment(cmap, at, count, segment, glyphs)
  return glyphs
}

function addSegment(
  cmap: DataView,
  at: number,
  count: number,
  segment: number,
  glyphs: Map<number, number>,
): void {
  const field = (index: number) => at + 14 + 2 * segment + 2 * count * index + (index === 0 ? 0 : 2)
  const [end, start, delta] = [cmap.getUint16(field(0)), cmap.getUint16(field(1)), cmap.getInt16(field(2))]
  const range = cmap.getUint16(field(3))
  for (let code = start; code <= end && code !== 0xffff; code++) {
    const found = range === 0 ? code : cmap.getUint16(field(3) + range + 2 * (code - start))
    if (found !== 0) glyphs.set(code, (found + delta) & 0xffff)
  }
}

function embed(
  context: PDFContext,
  tables: FontTables,
  name: string,
  glyphs: ReadonlyMap<number, number>,
  metrics: Metrics,
): PDFRef {
  const file = printTrueType(tables)
  const descriptor = context.obj({
    Type: 'FontDescriptor',
    FontName: name,
    Flags: 4,
    FontBBox: [...metrics.box],
    ItalicAngle: 0,
    Ascent: metrics.ascent,
    Descent: metrics.descent,
    CapHeight: metrics.ascent,
    StemV: 80,
    FontFile2: context.register(context.flateStream(file, { Length1: file.length })),
  })
  const descendant = context.obj({
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: name,
    CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
    FontDescriptor: context.register(descriptor),
    CIDToGIDMap: 'Identity',
    W: [0, [...metrics.advances]],
  })
  const font = context.obj({
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: name,
    Encoding: PDFName.of('Identity-H'),
    DescendantFonts: [context.register(descendant)],
    ToUnicode: context.register(context.flateStream(toUnicode(glyphs))),
  })
  return context.register(font)
}

/** Glyph codes back to text (ISO 32000-1, 9.10.3), at most 100 a block. */
function toUnicode(glyphs: ReadonlyMap<number, number>): string {
  const hex = (value: number) => `<${value.toString(16).padStart(4, '0')}>`
  const byGlyph = new Map([...glyphs].reverse().map(([code, glyph]) => [glyph, code]))
  const lines = [...byGlyph].sort(([a], [b]) => a - b).map(([glyph, code]) => `${hex(glyph)} ${hex(code)}`)
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, index) => {
    const part = lines.slice(100 * index, 100 * index + 100)
    return `${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`
  })
  const head =
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n/CMapName /Report def'
  const range = '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange'
  return `${head}\n${range}\n${blocks.join('\n')}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend`
}
