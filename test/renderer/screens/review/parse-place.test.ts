import { expect, test } from 'vitest'
import { parsePlace } from '../../../../renderer/screens/review/parse-place.ts'
import { steadyTable } from '../../../support/case-views.ts'

test('a place is a frame number or a media time inside the clip', () => {
  const table = steadyTable(30_000)
  expect(
    ['18 437', '12:17,48', '0:12:17.48', '29999', '30000', '20:00', 'zwölf', ''].map((text) =>
      parsePlace(text, table, null),
    ),
  ).toEqual([18_437, 18_437, 18_437, 29_999, undefined, undefined, undefined, undefined])
})

test('a place is a time by the camera clock, if it has one, past midnight too', () => {
  const table = steadyTable(3000)
  const at = (text: string, startedAt: string | null) => parsePlace(text, table, startedAt)
  const late = '2026-09-14T23:59:50.000+02:00'
  expect(
    ['@23:59:50', '@23:59:51,2', '@0:00:10', '2026-09-15T00:00:10.000+02:00', '@23:59:49', '@12'].map(
      (text) => at(text, late),
    ),
  ).toEqual([0, 30, 500, 500, undefined, undefined])
  expect(at('@23:59:51', null)).toBeUndefined()
})
