import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { packContainer } from '../../main/core/container/pack-container.ts'
import { anchorIn } from '../../main/core/ledger/anchor-file.ts'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { readLedger } from '../../main/ledger/read-ledger.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened, optionsFor, trustingPorts } from '../support/ledger-case.ts'
import { nativeBinding } from '../support/ledger-identity.ts'
import { faultsOf, judged, soundLedger, type SoundLedger } from '../support/ledger-sample.ts'
import { tampered } from '../support/ledger-tampering.ts'

let sound: SoundLedger
beforeAll(async () => {
  sound = await soundLedger()
})

describe('what was cut from the end', () => {
  const cut = (to: number) => `DELETE FROM payload WHERE seq > ${to}; DELETE FROM entry WHERE seq > ${to};`

  test('in the middle of a session leaves an open end', () => {
    const verification = judged(tampered(sound.file, cut(10)))
    expect([verification.verdict, faultsOf(verification)]).toEqual(['INDETERMINATE', []])
    expect(verification.findings).toContainEqual({
      check: 'checkpoint',
      state: 'notChecked',
      reason: 'openEnd',
      entry: 8,
      facts: { covered: 7, count: 1 },
    })
  })

  test.for([12, 13])('after a grant or a checkpoint that closes nothing (entry %i) too', (to) => {
    const verification = judged(tampered(sound.file, cut(to)))
    expect([verification.verdict, verification.cryptography, faultsOf(verification)]).toEqual([
      'INDETERMINATE',
      'notChecked',
      [],
    ])
    expect(verification.findings.find((finding) => finding.check === 'checkpoint')).toEqual({
      check: 'checkpoint',
      state: 'notChecked',
      reason: 'openEnd',
      entry: to,
      facts: { covered: to - 1, count: 1 },
    })
  })

  test('at the close of an earlier session cannot be proved from the file, and that is said', () => {
    const verification = judged(tampered(sound.file, cut(7)))
    expect([verification.verdict, verification.provedUpTo]).toEqual(['TOTAL-PASSED', 0])
    expect(verification.findings).toContainEqual({
      check: 'anchor',
      state: 'notChecked',
      reason: 'noAnchor',
      entry: 7,
      facts: { count: 1 },
    })
  })

  test.for([7, 10, 11])('after entry %i is proved by a later checkpoint that lies elsewhere', (to) => {
    const verification = judged(tampered(sound.file, cut(to)), sound.anchor)
    expect([verification.verdict, verification.subIndication]).toEqual(['TOTAL-FAILED', 'HASH_FAILURE'])
    expect(faultsOf(verification)).toEqual([`${to + 1} behindAnchor`])
  })

  test('beyond the anchor cannot be proved, and that is said', () => {
    const verification = judged(sound.file, sound.anchor)
    expect([verification.verdict, verification.entries, verification.provedUpTo]).toEqual([
      'TOTAL-PASSED',
      14,
      12,
    ])
    expect(verification.findings.at(-1)).toEqual({
      check: 'anchor',
      state: 'notChecked',
      reason: 'provedUpTo',
      entry: 12,
      facts: { known: 12, found: 14, count: 1 },
    })
  })
})

test('history written anew by the owner of the key is proved by a checkpoint that lies elsewhere', async () => {
  const file = newFile()
  const rewritten = await opened(file)
  for (let i = 0; i < 14; i++) rewritten.annotate(annotationOf('Bequemer'))
  await rewritten.close()
  expect(judged(file).verdict).toBe('TOTAL-PASSED')
  expect(faultsOf(judged(file, sound.anchor))).toEqual(['12 otherThanAnchor'])
})

test('an anchor that was forged is told; one that belongs elsewhere, or is none, proves nothing', () => {
  const text = Buffer.from(sound.anchor).toString()
  const anchorFinding = (other: string) => {
    const { verdict, provedUpTo, findings } = judged(sound.file, Buffer.from(other))
    const about = findings.filter((finding) => finding.check === 'anchor' && finding.reason !== 'noAnchor')
    return [verdict, provedUpTo, ...about.map(({ state, reason }) => `${state} ${reason}`)]
  }
  expect(anchorFinding(text.replace('\n12\n', '\n11\n'))).toEqual(['TOTAL-FAILED', 0, 'failed anchorForged'])
  expect(anchorFinding(text.replaceAll('0b8a6a0e', '0b8a6a0f'))).toEqual([
    'INDETERMINATE',
    0,
    'notChecked anchorOfOtherLedger',
  ])
  expect(anchorFinding('not a checkpoint')).toEqual(['INDETERMINATE', 0, 'notChecked anchorMalformed'])
})

test('an anchor is also taken from the container of a report, if that has exactly one', async () => {
  const zipped = (...names: readonly string[]) =>
    packContainer(names.map((name) => ({ name, bytes: sound.anchor })))
  const provedUpTo = async (file: Uint8Array) => judged(sound.file, await anchorIn(file)).provedUpTo
  expect(await provedUpTo(zipped('report.pdf', 'checkpoint.txt'))).toBe(12)
  expect(await provedUpTo(zipped('report.pdf', 'checkpoint.csv'))).toBe(0)
  expect(await provedUpTo(zipped('checkpoint.txt', 'checkpoint.txt'))).toBe(0)
  expect(await provedUpTo(sound.anchor)).toBe(12)
})

test('an older copy put in place of the ledger is known from the head that this workstation keeps', async () => {
  const file = newFile()
  const heads = newFile('heads')
  const first = await opened(file, { heads })
  first.annotate(annotationOf('Erstens'))
  await first.close()
  const older = readFileSync(file)
  const second = await opened(file, { heads })
  second.annotate(annotationOf('Zweitens'))
  await second.close()
  writeFileSync(file, older)
  expect(await openLedger(optionsFor(file, { heads }))).toEqual({
    ok: false,
    failure: { code: 'ledger.behind', known: 6, found: 3 },
  })
  const on = await opened(file, { heads, acceptLoss: true })
  expect(on.facts().findings).toContainEqual(expect.objectContaining({ state: 'passed', check: 'chain' }))
  await on.close()
  expect(judged(file).findings).toContainEqual(expect.objectContaining({ reason: 'lossAccepted', entry: 4 }))
})

/** A copy of the file as a dead program leaves it, with the files of these endings. */
function leftBehind(file: string, ...endings: readonly string[]): string {
  const left = newFile()
  for (const ending of ['', ...endings]) copyFileSync(file + ending, left + ending)
  return left
}

test('a session that a crash ended is told as such, and closed by the next one without a false alarm', async () => {
  const file = newFile()
  const dying = await opened(file)
  dying.annotate(annotationOf('Vor dem Stromausfall'))
  const crashed = leftBehind(file, '-wal', '-holder')
  await dying.close()
  expect([
    judged(crashed).verdict,
    judged(crashed).findings.find(({ reason }) => reason === 'openEnd'),
  ]).toEqual([
    'INDETERMINATE',
    {
      check: 'checkpoint',
      state: 'notChecked',
      reason: 'openEnd',
      entry: 1,
      facts: { covered: 0, count: 1 },
    },
  ])
  const next = await opened(crashed)
  await next.close()
  const verification = judged(crashed)
  expect([verification.verdict, faultsOf(verification)]).toEqual(['TOTAL-PASSED', []])
  expect(verification.findings.find(({ check }) => check === 'checkpoint')).toEqual({
    check: 'checkpoint',
    state: 'notChecked',
    reason: 'closedByNext',
    entry: 2,
    facts: { session: 1, count: 1 },
  })
})

test('a ledger that was copied without its journal is told to be one', async () => {
  const file = newFile()
  const ledger = await opened(file)
  ledger.annotate(annotationOf('Steht nur im Journal'))
  const [bare, noted] = [leftBehind(file), leftBehind(file, '-holder')]
  await ledger.close()
  const both = [bare, noted].map((path) => {
    const { verdict, subIndication, findings } = judged(path)
    return [verdict, subIndication, findings, readLedger(path, trustingPorts(), nativeBinding)]
  })
  const told = [
    'INDETERMINATE',
    null,
    [{ check: 'schema', state: 'notChecked', reason: 'journalMissing' }],
    { ok: false, failure: { code: 'ledger.journalMissing', name: 'findings.ledger' } },
  ]
  expect(both).toEqual([told, told])
  const later = await opened(file)
  later.annotate(annotationOf('Steht nur im zweiten Journal'))
  const older = leftBehind(file, '-holder')
  await later.close()
  const verification = judged(older)
  expect([verification.verdict, verification.entries]).toEqual(['INDETERMINATE', 3])
  expect(verification.findings.at(-1)).toEqual({
    check: 'schema',
    state: 'notChecked',
    reason: 'journalMissing',
  })
})

test('a journal that was removed after a crash is told', async () => {
  const file = newFile()
  const ledger = await opened(file)
  ledger.annotate(annotationOf('Steht nur im Journal'))
  const crashed = leftBehind(file, '-holder')
  await ledger.close()
  expect(await openLedger(optionsFor(crashed))).toEqual({
    ok: false,
    failure: { code: 'ledger.journalMissing', name: 'findings.ledger' },
  })
})
