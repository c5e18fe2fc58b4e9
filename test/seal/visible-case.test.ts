import { expect, test } from 'vitest'
import { visibleText } from '../../main/core/seal/visible-case.ts'

test('what turns or hides a text is shown as its code, and every other letter stays', () => {
  expect(visibleText('Siegel\u202Eeb\u202C\u0007')).toBe('Siegel⟨U+202E⟩eb⟨U+202C⟩⟨U+0007⟩')
  expect(visibleText('Zürich, عربي, 日本\n\tZeile')).toBe('Zürich, عربي, 日本\n\tZeile')
})
