import { decodeStream, member, resolve, type PdfFile } from './read-pdf.ts'
import { isDict, isList, isRef, isStream, type PdfDict, type PdfValue } from './pdf-value.ts'

/** What is printed on one page, without spaces: its text, and that of its heads and feet. */
export interface PrintedPage {
  readonly text: string
  readonly artifacts: string
}

/** The pages in order, or undefined when the page tree is not a tree of pages. */
export function pagesOf(pdf: PdfFile): readonly PdfDict[] | undefined {
  const pages: PdfDict[] = []
  const seen = new Set<number>()
  const visit = (node: PdfValue | undefined, depth: number): boolean => {
    // A page that hangs in the tree twice, or a tree that bites its tail, is none.
    if (!isRef(node) || seen.has(node.ref) || depth > 32) return false
    seen.add(node.ref)
    const dictionary = resolve(pdf, node)
    if (!isDict(dictionary)) return false
    const kids = member(pdf, dictionary, 'Kids')
    if (kids === null) return pages.push(dictionary) > 0
    return isList(kids) && kids.every((kid) => visit(kid, depth + 1))
  }
  const root = member(pdf, pdf.trailer, 'Root')
  const tree = isDict(root) ? root.dict.get('Pages') : undefined
  return visit(tree, 0) ? pages : undefined
}

/** Text by way of each font's own map to Unicode, as a reader's search and copy see it. */
export function printedPage(pdf: PdfFile, page: PdfDict): PrintedPage | undefined {
  const contents = member(pdf, page, 'Contents')
  const stream = isStream(contents) ? decodeStream(pdf, contents) : undefined
  if (!stream) return undefined
  const maps = fontMaps(pdf, page)
  const parts = { text: [] as string[], artifacts: [] as string[] }
  const marks: boolean[] = []
  let map: ReadonlyMap<string, string> = new Map()
  for (const line of stream.toString('latin1').split('\n')) {
    const font = /^\/(\S+) \S+ Tf$/.exec(line)?.[1]
    const shown = /(?:^|\s)<([0-9a-fA-F]*)> Tj$/.exec(line)?.[1]
    if (font !== undefined) map = maps.get(font) ?? new Map()
    else if (/B[DM]C$/.test(line)) marks.push(line.startsWith('/Artifact'))
    else if (line === 'EMC') marks.pop()
    else if (shown !== undefined) parts[marks.includes(true) ? 'artifacts' : 'text'].push(decode(shown, map))
  }
  const joined = (pieces: readonly string[]) => pieces.join('').replace(/\s/g, '')
  return { text: joined(parts.text), artifacts: joined(parts.artifacts) }
}

function decode(hex: string, map: ReadonlyMap<string, string>): string {
  return (hex.match(/.{4}/g) ?? []).map((code) => map.get(code.toLowerCase()) ?? '\ufffd').join('')
}

function fontMaps(pdf: PdfFile, page: PdfDict): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const fonts = member(pdf, member(pdf, page, 'Resources'), 'Font')
  const maps = new Map<string, ReadonlyMap<string, string>>()
  if (!isDict(fonts)) return maps
  for (const [name, font] of fonts.dict) {
    const stream = member(pdf, font, 'ToUnicode')
    const text = isStream(stream) ? decodeStream(pdf, stream)?.toString('latin1') : undefined
    if (text !== undefined) maps.set(name, unicodeMap(text))
  }
  return maps
}

/** The bfchar and bfrange lines of a character map (ISO 32000-1, 9.10.3). */
function unicodeMap(text: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>()
  const utf16 = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  for (const [, block = ''] of text.matchAll(/beginbfchar\s([\s\S]*?)endbfchar/g))
    for (const [, code = '', target = ''] of block.matchAll(/<(\w{4})>\s*<((?:\w{4})+)>/g))
      map.set(code.toLowerCase(), utf16(target))
  for (const [, block = ''] of text.matchAll(/beginbfrange\s([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', target = ''] of block.matchAll(/<(\w{4})>\s*<(\w{4})>\s*<(\w{4})>/g))
      for (let code = Number.parseInt(from, 16); code <= Number.parseInt(to, 16); code++)
        map.set(
          code.toString(16).padStart(4, '0'),
          String.fromCharCode(Number.parseInt(target, 16) + code - Number.parseInt(from, 16)),
        )
  return map
}
