import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readOffice, readOfficeFolder } from '../../main/report/read-office.ts'

function officeWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'office-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const nothing = {
  letterhead: null,
  texts: { mandates: [], purposes: [], statements: [] },
  vocabulary: { categories: [], tags: [], purposes: [] },
}

test('an office without files has no letterhead and no wordings of its own', async () => {
  expect(await readOffice(officeWith({}))).toEqual({ ok: true, value: nothing })
})

test('what an office has written is read as it was written', async () => {
  const block = { label: 'StA', text: 'Sichtung im Auftrag der Staatsanwaltschaft,\nSchreiben vom …' }
  const folder = officeWith({
    'letterhead.json': '\ufeff{"name": "Polizeipräsidium Musterstadt", "place": "Musterstadt"}',
    'texts.json': JSON.stringify({ mandates: [block], statements: [] }),
    'vocabulary.json':
      '{"categories": [{"key": "dog", "de": "Diensthund", "en": "Police dog"}], "tags": ["Zeuge 1"],' +
      '"purposes": ["Beschwerdeverfahren"]}',
  })
  expect(await readOffice(folder)).toEqual({
    ok: true,
    value: {
      letterhead: { name: 'Polizeipräsidium Musterstadt', unit: '', address: '', place: 'Musterstadt' },
      texts: { mandates: [block], purposes: [], statements: [] },
      vocabulary: {
        categories: [{ key: 'dog', words: { de: 'Diensthund', en: 'Police dog' } }],
        tags: ['Zeuge 1'],
        purposes: ['Beschwerdeverfahren'],
      },
    },
  })
})

test.for([
  ['letterhead.json', '{\n"name": "P",\n}', { code: 'office.notJson', line: 3 }],
  ['letterhead.json', '[]', { code: 'office.notObject', place: 'letterhead.json' }],
  ['letterhead.json', '{"unit": "Dezernat 13"}', { code: 'office.notText', place: 'name', most: 200 }],
  ['letterhead.json', '{"name": "P", "unit": 13}', { code: 'office.notText', place: 'unit', most: 200 }],
  [
    'letterhead.json',
    '{"name": "P", "address": "Weg 1\\nOrt"}',
    { code: 'office.notText', place: 'address', most: 200 },
  ],
  ['letterhead.json', '{"name": "P\\u202e"}', { code: 'office.notText', place: 'name', most: 200 }],
  [
    'letterhead.json',
    '{"name": "P", "logo": "x"}',
    { code: 'office.unknownField', place: 'logo', known: 'name, unit, address, place' },
  ],
  [
    'letterhead.json',
    '{"name": "P", "__proto__": {}}',
    { code: 'office.unknownField', place: '__proto__', known: 'name, unit, address, place' },
  ],
  ['texts.json', '{"mandates": {}}', { code: 'office.notList', place: 'mandates', most: 500 }],
  [
    'texts.json',
    '{"mandates": [{"label": "a", "text": "b"}, {"label": "a"}]}',
    { code: 'office.notText', place: 'mandates[2].text', most: 2000 },
  ],
  [
    'vocabulary.json',
    '{"categories": [{"key": "Hund", "de": "a", "en": "b"}]}',
    { code: 'office.badKey', place: 'categories[1].key' },
  ],
  [
    'vocabulary.json',
    '{"categories": [{"key": "a", "de": "a", "en": "b"}, {"key": "a", "de": "a", "en": "b"}]}',
    { code: 'office.twice', place: 'categories[2].key' },
  ],
  ['vocabulary.json', '{"tags": ["", "x"]}', { code: 'office.notText', place: 'tags[1]', most: 64 }],
] as const)('%s with %s is refused by file, place and what is expected', async ([name, text, failure]) => {
  expect(await readOffice(officeWith({ [name]: text }))).toEqual({ ok: false, failure: { name, ...failure } })
})

test('one file that is wrong leaves the others in use, and is named', async () => {
  const folder = officeWith({ 'letterhead.json': '{"name": "P"}', 'texts.json': '{' })
  const { office, files } = await readOfficeFolder(folder)
  expect([
    office.letterhead?.name,
    files.map(({ name, there, failure }) => [name, there, failure?.code]),
  ]).toEqual([
    'P',
    [
      ['letterhead.json', true, undefined],
      ['texts.json', true, 'office.notJson'],
      ['vocabulary.json', false, undefined],
    ],
  ])
})
