import { type CommandId, isCommand } from '../../commands.ts'

/** The chapters of the manual, in its order; each language has all of them. */
export const chapterIds = [
  'start',
  'open',
  'encrypted',
  'judge',
  'verdicts',
  'find',
  'step',
  'mark',
  'correct',
  'cameras',
  'still',
  'look',
  'words',
  'report',
  'redact',
  'verify',
  'present',
  'together',
  'intake',
  'copies',
  'access',
  'keys',
  'trouble',
  'terms',
] as const
export type ChapterId = (typeof chapterIds)[number]

export type Span =
  | { readonly kind: 'text' | 'strong'; readonly text: string }
  /** `{{file.open}}`: drawn as the menu and the keys have it now. */
  | { readonly kind: 'command'; readonly id: CommandId }
  | { readonly kind: 'chapter'; readonly id: ChapterId; readonly text: string }

export type Block =
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }

export interface Chapter {
  readonly id: ChapterId
  readonly title: string
  readonly blocks: readonly Block[]
}

/**
 * The manual's chapters. Of Markdown it knows headings with a name, paragraphs, lists, `**strong**` and links to
 * chapters; anything else, HTML above all, stays the text that it is.
 */
export function parseManual(text: string): readonly Chapter[] {
  return text
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => {
      const [, title = '', name = ''] = /^(.+?) \{#(\w+)\}\n/.exec(part) ?? []
      const id = chapterIds.find((known) => known === name)
      if (id === undefined) return []
      return [{ id, title, blocks: blocksOf(part.slice(part.indexOf('\n') + 1)) }]
    })
}

function blocksOf(text: string): readonly Block[] {
  return text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(blockOf)
}

function blockOf(text: string): Block {
  const ordered = text.startsWith('1. ')
  if (!ordered && !text.startsWith('- ')) return { kind: 'paragraph', spans: spansOf(flowing(text)) }
  const items = text.split(ordered ? /^\d+\. /m : /^- /m).slice(1)
  return { kind: 'list', ordered, items: items.map((item) => spansOf(flowing(item))) }
}

/** Lines of a source file are not lines of the page. */
function flowing(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, ' ')
}

const special =
  /\*\*(?<strong>[^*]+)\*\*|\{\{(?<command>[\w.]+)\}\}|\[(?<words>[^\]]+)\]\(#(?<chapter>\w+)\)/g

function spansOf(text: string): readonly Span[] {
  const spans: Span[] = []
  let at = 0
  for (const found of text.matchAll(special)) {
    const span = spanOf(found.groups ?? {})
    if (span === undefined) continue
    if (found.index > at) spans.push({ kind: 'text', text: text.slice(at, found.index) })
    spans.push(span)
    at = found.index + found[0].length
  }
  if (at < text.length) spans.push({ kind: 'text', text: text.slice(at) })
  return spans
}

function spanOf({
  strong,
  command,
  words,
  chapter,
}: Readonly<Record<string, string | undefined>>): Span | undefined {
  if (strong !== undefined) return { kind: 'strong', text: strong }
  if (command !== undefined) return isCommand(command) ? { kind: 'command', id: command } : undefined
  const id = chapterIds.find((known) => known === chapter)
  return id === undefined || words === undefined ? undefined : { kind: 'chapter', id, text: words }
}

/** All words of a chapter, for searching; commands by the words that `name` gives them. */
export function plainText(chapter: Chapter, name: (id: CommandId) => string): string {
  const plain = (spans: readonly Span[]): string =>
    spans.map((span) => (span.kind === 'command' ? name(span.id) : span.text)).join('')
  const blocks = chapter.blocks.map((block) =>
    block.kind === 'paragraph' ? plain(block.spans) : block.items.map(plain).join(' '),
  )
  return [chapter.title, ...blocks].join(' ')
}
