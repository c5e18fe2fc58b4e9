import { expect, test } from 'vitest'
import type { BundleFacts } from '../../main/core/seal/bundle-facts.ts'
import type { Indication, SubIndication } from '../../main/core/seal/finding.ts'
import { commonName, factView, sealLevel, shownName, stateOf, toneOf } from '../../renderer/seal-words.ts'
import { intactBundle } from '../support/case-views.ts'

function judged(
  indication: Indication,
  subIndication: SubIndication | null,
  more: Partial<BundleFacts> = {},
) {
  return { ...intactBundle(), verdict: { indication, subIndication }, ...more }
}

test('each verdict has its own word and shape', () => {
  const levels = [
    judged('TOTAL-PASSED', null),
    judged('INDETERMINATE', 'CONTENT_PENDING'),
    judged('INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', {
      findings: [{ check: 'chain', state: 'failed' }],
    }),
    judged('INDETERMINATE', 'NO_SIGNATURE_FOUND'),
    judged('INDETERMINATE', 'TRY_LATER'),
    judged('TOTAL-FAILED', 'HASH_FAILURE'),
    judged('TOTAL-FAILED', 'REVOKED'),
    judged('TOTAL-FAILED', 'FORMAT_FAILURE', { signers: [] }),
  ].map(sealLevel)
  expect(levels.map((level) => [level, toneOf(level)])).toEqual([
    ['intact', 'proven'],
    ['checking', 'pending'],
    ['unknownSigner', 'caution'],
    ['unsealed', 'caution'],
    ['inconclusive', 'open'],
    ['broken', 'broken'],
    ['revoked', 'broken'],
    ['noContainer', 'broken'],
  ])
})

test('nothing looked at is not a pass', () => {
  expect([stateOf([], ['chain']), stateOf([{ check: 'chain', state: 'passed' }], ['chain'])]).toEqual([
    'notChecked',
    'passed',
  ])
})

test('the strip tells the facts apart', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const bundle = intactBundle()
  expect(
    (['data', 'signer', 'chain', 'currency'] as const).map((fact) => {
      const { tone, word, value } = factView(bundle, fact, 0, now)
      return [tone, word, value]
    }),
  ).toEqual([
    ['proven', 'intact', 0],
    ['proven', 'named', 'DS-04 PI Musterstadt-Nord (MUSTER)'],
    ['proven', 'passed', ''],
    ['caution', 'days', 24],
  ])
})

test('a broken chunk is said before anything else about the data', () => {
  const view = factView(intactBundle(), 'data', 2, new Date())
  expect([view.tone, view.word, view.value]).toEqual(['broken', 'chunks', 2])
})

test('the common name is found in both spellings of a subject, with commas, slashes and brackets in it', () => {
  expect(
    [
      'CN=Prüfer/in 1 (MUSTER),O=Asservat,C=DE',
      'C=DE, O=Polizei, CN=DS-04 PI Musterstadt-Nord',
      '/C=DE/O=Polizei/CN=Admin 1',
      'CN=Dienststelle\\, Nord,C=DE',
      'O=ohne Namen',
    ].map(commonName),
  ).toEqual([
    'Prüfer/in 1 (MUSTER)',
    'DS-04 PI Musterstadt-Nord',
    'Admin 1',
    'Dienststelle, Nord',
    'O=ohne Namen',
  ])
})

test('a try-out identity is shown by its role, and known to need a mark', () => {
  expect(['MUSTER / SAMPLE – nicht für Beweismittel – Prüfer/in 1', 'DS-04 – Nord'].map(shownName)).toEqual([
    { name: 'Prüfer/in 1', sample: true },
    { name: 'DS-04 – Nord', sample: false },
  ])
})
