import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readOffice } from '../../main/report/read-office.ts'

function officeFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'office-'))
  writeFileSync(join(folder, 'office.json'), text)
  return folder
}

const refused = (field: string) => ({
  ok: false,
  failure: { code: 'report.officeFile', name: 'office.json', field },
})

test('an office without a letterhead file has none', async () => {
  expect(await readOffice(mkdtempSync(join(tmpdir(), 'office-')))).toEqual({ ok: true, value: undefined })
})

test('a letterhead is read as it was written; what is left out stays empty', async () => {
  const folder = officeFile('{"name": "Polizeipräsidium Musterstadt", "place": "Musterstadt"}')
  const office = { name: 'Polizeipräsidium Musterstadt', unit: '', address: '', place: 'Musterstadt' }
  expect(await readOffice(folder)).toEqual({ ok: true, value: office })
})

test.for([
  ['not JSON', '{', 'office.json'],
  ['a list', '[]', 'office.json'],
  ['no name', '{"unit": "Dezernat 13"}', 'name'],
  ['a number', '{"name": "P", "unit": 13}', 'unit'],
  ['a second line', '{"name": "P", "address": "Weg 1\\nOrt"}', 'address'],
  ['letters that turn the line', '{"name": "P\\u202e"}', 'name'],
  ['an unknown field', '{"name": "P", "logo": "x"}', 'logo'],
] as const)('%s is refused by the name of the field', async ([, text, field]) => {
  expect(await readOffice(officeFile(text))).toEqual(refused(field))
})
