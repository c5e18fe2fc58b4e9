import { expect, test } from 'vitest'
import { parsePlace } from '../../../../renderer/screens/review/parse-place.ts'
import { steadyTable } from '../../../support/case-views.ts'

test('a place is a frame number or a media time inside the clip', () => {
  const table = steadyTable(30_000)
  expect(
    ['18 437', '12:17,48', '0:12:17.48', '29999', '30000', '20:00', 'zwölf', ''].map((text) =>
      parsePlace(text, table),
    ),
  ).toEqual([18_437, 18_437, 18_437, 29_999, undefined, undefined, undefined, undefined])
})
