import { expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import { noTrust } from '../../main/crypto/trust.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { judgedAt, makeBundle } from '../support/make-bundle.ts'
import { identityOf, makeCrl, makeOffice } from '../support/pki.ts'

const office = makeOffice()
const whole = { signal: { aborted: false } }

async function judge(bytes: Uint8Array, trust = office.trust) {
  return judgeFile(sourceOf(bytes), { name: 'x.asice', trust, now: judgedAt })
}

test('an own bundle is TOTAL-PASSED once every byte has been compared, and not before', async () => {
  const big = new Uint8Array(1_200_000).map((_, i) => i % 251)
  const judged = await judge(
    await makeBundle(office.identity, {
      clips: [big],
      files: [{ name: 'a.txt', bytes: big.subarray(0, 9) }],
    }),
  )
  expect(judged.facts().findings.filter(({ state }) => state !== 'passed')).toEqual(
    ['clips/0001.mp4', 'clips/0001.mp4.sha256-64K'].map((subject) => ({
      check: 'file',
      state: 'notChecked',
      reason: 'file.pending',
      subject,
    })),
  )
  expect(judged.facts().verdict).toEqual({ indication: 'INDETERMINATE', subIndication: 'CONTENT_PENDING' })
  expect(judged.clips.length).toBe(1)
  await judged.checkWhole(whole)
  expect(judged.facts().findings.filter(({ state }) => state !== 'passed')).toEqual([])
  expect(judged.facts().verdict).toEqual({ indication: 'TOTAL-PASSED', subIndication: null })
  expect(judged.facts().cryptography).toBe('passed')
})

test('without trust the same bundle is INDETERMINATE and says so', async () => {
  const judged = await judge(await makeBundle(office.identity), noTrust())
  await judged.checkWhole(whole)
  expect(judged.facts().verdict).toEqual({
    indication: 'INDETERMINATE',
    subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
  })
  expect(judged.facts().cryptography).toBe('passed')
})

test('a flipped byte in a clip is named with its chunk', async () => {
  const big = new Uint8Array(1_200_000)
  const bytes = await makeBundle(office.identity, { clips: [big] })
  bytes[900_000] = 1
  const judged = await judge(bytes)
  await judged.checkWhole(whole)
  expect(judged.facts().verdict).toEqual({ indication: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE' })
  expect(judged.facts().findings.filter(({ state }) => state === 'failed')).toEqual([
    {
      check: 'file',
      state: 'failed',
      reason: 'chunk.broken',
      subject: 'clips/0001.mp4',
      facts: { clip: 1, chunk: 13 },
    },
    { check: 'file', state: 'failed', reason: 'file.changed', subject: 'clips/0001.mp4' },
  ])
})

test('a clock behind the day on which this program was made is wrong, and nothing passes by it', async () => {
  const bundle = await makeBundle(office.identity, { clips: [new Uint8Array(9)] })
  const made = judgedAt.getTime() + 86_400_000
  const terms = { name: 'x.asice', trust: office.trust, now: judgedAt }
  const judged = await judgeFile(sourceOf(bundle), { ...terms, notBefore: made })
  await judged.checkWhole(whole)
  expect(judged.facts().findings.filter(({ state }) => state !== 'passed')).toEqual([
    {
      check: 'clock',
      state: 'failed',
      reason: 'clock.behind',
      subject: 'system',
      facts: { now: judgedAt.toISOString(), known: new Date(made).toISOString() },
    },
  ])
  expect(judged.facts().verdict).toEqual({ indication: 'INDETERMINATE', subIndication: 'TRY_LATER' })
})

test('a clock behind the day of a list that the bundle brings along is wrong too', async () => {
  const next = new Date(judgedAt.getTime() + 86_400_000)
  const list = makeCrl({ issuer: office.root, thisUpdate: next })
  const carrying = identityOf(office.device, [], [list])
  const bundle = await makeBundle(carrying, { clips: [new Uint8Array(9)] })
  const judged = await judge(bundle)
  await judged.checkWhole(whole)
  expect(
    judged
      .facts()
      .findings.filter(({ state }) => state !== 'passed')
      .map(({ reason }) => reason),
  ).toEqual(['clock.behind'])
})
