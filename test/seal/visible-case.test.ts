import { expect, test } from 'vitest'
import type { BundleFacts } from '../../main/core/seal/bundle-facts.ts'
import { visibleFacts, visibleText } from '../../main/core/seal/visible-case.ts'

test('what turns or hides a text is shown as its code, and every other letter stays', () => {
  expect(visibleText('Siegel\u202Eeb\u202C\u0007')).toBe('Siegel⟨U+202E⟩eb⟨U+202C⟩⟨U+0007⟩')
  expect(visibleText('Zürich, عربي, 日本\n\tZeile')).toBe('Zürich, عربي, 日本\n\tZeile')
})

test('also the name of the file, its certificates and its paths are shown with what they hide', () => {
  const turned = 'a\u202Eb'
  const signer = { subject: turned, chain: [{ subject: turned, notBefore: '2026-01-01T00:00:00Z' }] }
  const facts = {
    name: turned,
    case: null,
    findings: [{ path: turned }],
    signers: [signer],
    timestamps: [],
    files: [{ path: turned, size: 3 }],
  } as unknown as BundleFacts
  const shown = 'a⟨U+202E⟩b'
  expect(visibleFacts(facts)).toEqual({
    name: shown,
    case: null,
    findings: [{ path: shown }],
    signers: [{ subject: shown, chain: [{ subject: shown, notBefore: '2026-01-01T00:00:00Z' }] }],
    timestamps: [],
    files: [{ path: shown, size: 3 }],
  })
})
