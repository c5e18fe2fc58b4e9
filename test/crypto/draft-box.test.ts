import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import { makeDraftKey, openSecret, sealSecret, secretOf } from '../../main/crypto/draft-box.ts'

const words = utf8('Person A hebt beide Hände.')

test('a private key gives the same secret each time, another for another purpose and for another key', () => {
  const [one, two] = [1, 2].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
  if (!one || !two) throw new Error('no keys')
  expect(secretOf(one, 'drafts')).toEqual(secretOf(one, 'drafts'))
  expect(secretOf(one, 'drafts')).not.toEqual(secretOf(one, 'other'))
  expect(secretOf(one, 'drafts')).not.toEqual(secretOf(two, 'drafts'))
})

test('only key, case and person together open what was sealed, and no changed byte passes', () => {
  const key = makeDraftKey()
  const sealed = sealSecret(key, words, 'case/person')
  expect(openSecret(key, sealed, 'case/person')).toEqual(words)
  expect(openSecret(makeDraftKey(), sealed, 'case/person')).toBeUndefined()
  expect(openSecret(key, sealed, 'case/other')).toBeUndefined()
  const flipped = [...sealed.keys()].map((at) => {
    const altered = sealed.slice()
    altered[at] = (altered[at] ?? 0) ^ 1
    return openSecret(key, altered, 'case/person')
  })
  expect(flipped.filter((opened) => opened !== undefined)).toEqual([])
  expect(openSecret(key, sealed.subarray(0, 20), 'case/person')).toBeUndefined()
})
