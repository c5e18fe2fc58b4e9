import { expect, test } from 'vitest'
import de from '../../resources/locales/de.json' with { type: 'json' }
import en from '../../resources/locales/en.json' with { type: 'json' }
import { reasons, remarks } from '../../main/core/seal/reasons.ts'

function codesOf(words: object, way = ''): string[] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? codesOf(value, `${way}${name}.`) : [`${way}${name}`],
  )
}

test('every reason and remark has one sentence in both languages, and no sentence is without a reason', () => {
  const codes = [...Object.keys(reasons), ...Object.keys(remarks)].sort()
  expect(codesOf(de.reason).sort()).toEqual(codes)
  expect(codesOf(en.reason).sort()).toEqual(codes)
})

test('every check and every sub-indication of a reason has its words in both languages', () => {
  const checks = [...new Set(Object.values(reasons).map(({ check }) => check))].sort()
  const subs = [...new Set(Object.values(reasons).map(({ sub }) => sub))].sort()
  for (const words of [de, en]) {
    expect(Object.keys(words.finding).sort()).toEqual(checks)
    expect(Object.keys(words.subIndication).sort()).toEqual(expect.arrayContaining(subs))
  }
})
