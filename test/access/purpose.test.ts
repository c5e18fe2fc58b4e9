import { expect, test } from 'vitest'
import { purposeText, statementRefusal } from '../../main/core/access/purpose.ts'

test('the mandate stands behind the reason, and nothing stands for none', () => {
  expect(purposeText({ reason: ' Erste Sichtung ', mandate: '123 Js 4567/26' })).toBe(
    'Erste Sichtung (123 Js 4567/26)',
  )
  expect(purposeText({ reason: 'Erste Sichtung', mandate: ' ' })).toBe('Erste Sichtung')
})

test('a mandate without a reason opens nothing', () => {
  expect(statementRefusal({ reason: '  ', mandate: '123 Js 4567/26' })).toBe('purposeEmpty')
  expect(statementRefusal({ reason: 'x'.repeat(501), mandate: '' })).toBe('purposeTooLong')
  expect(statementRefusal({ reason: 'eins\u202ezwei', mandate: '' })).toBe('notPlain')
  expect(statementRefusal({ reason: 'Auswertung', mandate: '' })).toBeUndefined()
})
