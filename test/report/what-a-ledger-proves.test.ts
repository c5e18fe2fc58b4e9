import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { LedgerVerification } from '../../main/core/ledger/ledger-judgement.ts'
import { proofOfLedger } from '../../main/core/report/what-a-ledger-proves.ts'
import { root } from '../support/checkout.ts'

import { makePorts } from '../support/ledger-identity.ts'
import { judged, soundLedger } from '../support/ledger-sample.ts'

const { file, anchor } = await soundLedger()

function codes(judgement: LedgerVerification, form: 'ledger' | 'extract' = 'ledger') {
  const { proved, by, open } = proofOfLedger({ form, name: 'x', size: 1, judgement })
  return [proved, by, open].map((lines) => lines.map(({ code }) => code))
}

test('a sound ledger proves its entries and who wrote them; its end only up to what was kept elsewhere', () => {
  expect(codes(judged(file))).toEqual([['entries'], ['sessionSigner'], ['end', 'statements']])
  expect(codes(judged(file, anchor))).toEqual([['entries', 'kept'], ['sessionSigner'], ['end', 'statements']])
})

test('whoever is not trusted here is named as unconfirmed', () => {
  expect(codes(judged(file, undefined, makePorts()))).toEqual([
    ['entries'],
    ['signerUnknown'],
    ['end', 'identities', 'statements'],
  ])
})

test('an altered ledger proves nothing', () => {
  const altered = { ...judged(file), cryptography: 'failed', firstBad: 4 } as const
  expect(codes(altered)[0]).toEqual([])
  expect(codes(altered)[2]?.[0]).toBe('entriesAltered')
})

test('an extract says how much is not in it', () => {
  const part = { ...judged(file), entries: 3 }
  expect(codes(part, 'extract')).toEqual([['shown'], ['sessionSigner'], ['notShown', 'statements']])
})

test('every sentence of a judgement stands in both languages', () => {
  const own = ['entries', 'shown', 'kept', 'entriesAltered', 'notWhole', 'end', 'notShown', 'identities']
  const wanted = [...own, 'statements', 'sessionSigner', 'signerUnknown', 'hidden', 'chain']
  for (const language of ['de', 'en']) {
    const phrases = JSON.parse(readFileSync(`${root}/resources/locales/${language}.json`, 'utf8')) as {
      readonly proof: { readonly line: object }
    }
    const { line } = phrases.proof
    expect(wanted.filter((code) => !(code in line) && !(`${code}_other` in line))).toEqual([])
  }
})
