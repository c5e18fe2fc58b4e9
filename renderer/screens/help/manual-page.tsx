import { Fragment, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { commands, type CommandId } from '../../commands.ts'
import { useKeys } from '../../key-words.ts'
import { useManual } from './manual-desk.ts'
import type { Block, Chapter, Span } from './manual-text.ts'
import { TermList } from './term-list.tsx'
import { VerdictList } from './verdict-list.tsx'

interface ManualPageProps {
  readonly chapter: Chapter
  /** What was searched for, to be marked where it stands. */
  readonly words: readonly string[]
}

/** One chapter, drawn from plain data: no text of it ever becomes HTML. */
export function ManualPage({ chapter, words }: ManualPageProps): ReactNode {
  return (
    <article className="manual-text selectable">
      <h3>{chapter.title}</h3>
      {chapter.blocks.map((block, index) => (
        // Blocks of a printed text neither move nor change.
        <BlockPart key={index} block={block} words={words} />
      ))}
      {chapter.id === 'verdicts' ? <VerdictList /> : null}
      {chapter.id === 'terms' ? <TermList /> : null}
    </article>
  )
}

function BlockPart({
  block,
  words,
}: {
  readonly block: Block
  readonly words: readonly string[]
}): ReactNode {
  if (block.kind === 'paragraph') {
    return (
      <p>
        <Spans spans={block.spans} words={words} />
      </p>
    )
  }
  const items = block.items.map((spans, index) => (
    <li key={index}>
      <Spans spans={spans} words={words} />
    </li>
  ))
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
}

interface SpansProps {
  readonly spans: readonly Span[]
  readonly words: readonly string[]
}

function Spans({ spans, words }: SpansProps): ReactNode {
  return spans.map((span, index) => (
    <Fragment key={index}>
      <SpanPart span={span} words={words} />
    </Fragment>
  ))
}

function SpanPart({ span, words }: { readonly span: Span; readonly words: readonly string[] }): ReactNode {
  const open = useManual()
  switch (span.kind) {
    case 'text':
      return <Marked text={span.text} words={words} />
    case 'strong':
      return (
        <strong>
          <Marked text={span.text} words={words} />
        </strong>
      )
    case 'command':
      return <CommandPart id={span.id} />
    case 'chapter':
      return (
        <Button className="manual-link" onPress={() => open(span.id)}>
          {span.text}
        </Button>
      )
  }
}

/** Where a command stands in the menus, and its key as it is now. */
function CommandPart({ id }: { readonly id: CommandId }): ReactNode {
  const { t } = useTranslation()
  const keys = useKeys()(id)
  return (
    <span className="manual-command">
      {t('window.manual.command', { menu: t(`menu.${commands[id].group}`), command: t(`command.${id}`) })}
      {keys === undefined ? null : <kbd className="keycap">{keys}</kbd>}
    </span>
  )
}

function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }): ReactNode {
  if (words.length === 0) return text
  const either = new RegExp(
    `(${words.map((word) => word.replaceAll(/\W/gu, String.raw`\$&`)).join('|')})`,
    'giu',
  )
  return text
    .split(either)
    .map((piece, index) => (index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece))
}
