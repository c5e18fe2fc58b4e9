import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chapterIds, parseManual, type Span } from '../renderer/screens/help/manual-text.ts'
import { root } from './support/checkout.ts'

const languages = ['de', 'en'] as const

function manual(language: string): string {
  return readFileSync(join(root, 'resources', 'manual', `user.${language}.md`), 'utf8')
}

function spansIn(language: string): readonly Span[] {
  return parseManual(manual(language))
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'paragraph' ? block.spans : block.items.flat()))
}

test.each(languages)(
  'the manual in %s has every chapter, each with a text, in the same order',
  (language) => {
    const chapters = parseManual(manual(language))
    expect(chapters.map(({ id }) => id)).toEqual(chapterIds)
    expect(chapters.filter(({ title, blocks }) => title === '' || blocks.length === 0)).toEqual([])
  },
)

test.each(languages)('every command and chapter that the manual in %s names is there', (language) => {
  const left = spansIn(language).filter(
    (span) => span.kind !== 'command' && /\{\{|\}\}|\*\*|\]\(|<|`/.test(span.text),
  )
  expect(left).toEqual([])
})

test('the languages name the same commands in the same chapters', () => {
  const [german, english] = languages.map((language) =>
    parseManual(manual(language)).map(({ id, blocks }) => [
      id,
      blocks
        .flatMap((block) => (block.kind === 'paragraph' ? block.spans : block.items.flat()))
        .flatMap((span) => (span.kind === 'command' ? [span.id] : []))
        .toSorted(),
    ]),
  )
  expect(german).toEqual(english)
})

test('HTML, foreign links and unknown names stay text', () => {
  const text = [
    '## Open {#open}',
    '',
    'A <img src=x onerror=alert(1)> and [a link](https://example.org) and {{file.format}} and [x](#nowhere).',
  ].join('\n')
  expect(parseManual(text)).toEqual([
    {
      id: 'open',
      title: 'Open',
      blocks: [{ kind: 'paragraph', spans: [{ kind: 'text', text: text.split('\n')[2] }] }],
    },
  ])
})

test('lists, numbered lists, strong words, commands and links between chapters are read', () => {
  const text =
    '## Open {#open}\n\n1. First **this**,\n   then that\n2. {{file.open}}\n\n- See [there](#judge)\n'
  expect(parseManual(text)[0]?.blocks).toEqual([
    {
      kind: 'list',
      ordered: true,
      items: [
        [
          { kind: 'text', text: 'First ' },
          { kind: 'strong', text: 'this' },
          { kind: 'text', text: ', then that' },
        ],
        [{ kind: 'command', id: 'file.open' }],
      ],
    },
    {
      kind: 'list',
      ordered: false,
      items: [
        [
          { kind: 'text', text: 'See ' },
          { kind: 'chapter', id: 'judge', text: 'there' },
        ],
      ],
    },
  ])
})
