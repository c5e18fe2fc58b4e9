import { expect, test } from 'vitest'
import { html, trusted } from '../../main/report/markup.ts'
import { markArtifacts } from '../../main/report/artifacts.ts'
import { grouped, instantText, plain } from '../../main/report/writing.ts'

const writing = { language: 'de', timeZone: 'Europe/Berlin', phrases: (key: string) => key } as const

test('a frame number is digits only; other numbers are grouped with a space that is no sign', () => {
  expect([plain({ frame: 18_437 }, writing), plain({ count: 18_437 }, writing), grouped(9999)]).toEqual([
    '18437',
    '18\u202f437',
    '9999',
  ])
})

test('the hour that comes twice in October is told apart by its offset', () => {
  expect([
    instantText('2026-10-25T00:30:00Z', 'Europe/Berlin'),
    instantText('2026-10-25T01:30:00Z', 'Europe/Berlin'),
    instantText('2026-07-01T12:00:00.999Z', 'America/St_Johns'),
  ]).toEqual(['2026-10-25 02:30:00 +02:00', '2026-10-25 02:30:00 +01:00', '2026-07-01 09:30:00 -02:30'])
})

test('a device time keeps the offset it was recorded with', () => {
  expect(plain({ recorded: '2026-09-14T22:41:07.480+02:00' }, writing)).toBe('2026-09-14 22:41:07.480 +02:00')
})

test('words of others cannot become markup', () => {
  expect(html`<p title="${'"><script>'}">${'<b>&'}${trusted('<i>')}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;<i></p>',
  )
})

test('painted paths outside a tag become artifacts, clipping and tagged content stay as they are', () => {
  const content = [
    '0 0 9 9 re',
    'W* n',
    '1 0 0 rg',
    '0 0 m',
    '5 5 l',
    'S',
    '/P <</MCID 0 >>BDC',
    '1 1 2 2 re',
    'f',
    'EMC',
  ]
  expect(markArtifacts(content.join('\n')).split('\n')).toEqual([
    '0 0 9 9 re',
    'W* n',
    '1 0 0 rg',
    '/Artifact BMC',
    '0 0 m',
    '5 5 l',
    'S',
    'EMC',
    ...content.slice(6),
  ])
})
