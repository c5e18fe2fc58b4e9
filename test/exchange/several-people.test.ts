import { copyFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Annotation } from '../../main/core/annotation/annotation.ts'
import { parseCountersignature } from '../../main/core/exchange/acts.ts'
import { compareStatements, type Stated } from '../../main/core/exchange/compare.ts'
import { doubtIn } from '../../main/core/exchange/take-in.ts'
import { toHex } from '../../main/core/bytes.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { colleague, exchangeDesk, granted, office } from '../support/exchange-desk.ts'
import { newFile } from '../support/ledger-case.ts'
import { judged } from '../support/ledger-sample.ts'
import { makePerson, makePorts, type Person } from '../support/ledger-identity.ts'

const [reviewer, colleagueTwo] = [colleague('Prüfer/in 1'), colleague('Prüfer/in 2')]
const idOne = '11111111-7d0a-4c57-9d5e-2f1f8f2f8a11'
const idThree = '33333333-7d0a-4c57-9d5e-2f1f8f2f8a33'
const idTwo = '22222222-7d0a-4c57-9d5e-2f1f8f2f8a22'

let last = 0
const said = (text: string, from: number, to: number, more: Partial<Annotation> = {}): Annotation => ({
  ...annotationOf(text, from, to),
  id: `f1d1f0a4-54a3-4d3e-9b0f-${String(++last).padStart(12, '0')}`,
  ...more,
})

const twoDesks = async () =>
  [await exchangeDesk(reviewer, idOne), await exchangeDesk(colleagueTwo, idTwo)] as const

describe('a blind second review', () => {
  test('shows nothing of the other before the second has signed, and says when it was revealed', async () => {
    const [one, two] = await twoDesks()
    one.ledger.annotate(said('Griff zum Gürtel', 100, 120))
    expect(two.exchange.beginBlind().ok).toBe(true)
    const blind = await granted(one.exchange.export({ from: 1, blind: true }))
    expect(Buffer.from(blind).includes('Griff')).toBe(false)
    await granted(two.exchange.take(blind, 'blind'))
    const hidden = { ok: false, failure: { code: 'exchange.hidden' } }
    const order = { chain: one.origin, entry: 2, assent: true, text: 'Gesehen' }
    expect([
      await two.exchange.compare(one.origin),
      await two.exchange.entriesOf(one.origin),
      await two.exchange.countersign(order),
    ]).toEqual([hidden, hidden, hidden])
    expect(await two.exchange.reveal()).toEqual({ ok: false, failure: { code: 'exchange.nothingStated' } })
    two.ledger.annotate(said('Person tritt heran', 110, 130))
    const revealed = await granted(two.exchange.reveal())
    expect(revealed.data).toMatchObject({ act: 'revealed', size: 4 })
    expect(await two.exchange.compare(one.origin)).toEqual({
      ok: false,
      failure: { code: 'exchange.contentsWithheld', chain: one.origin },
    })
    const whole = await granted(one.exchange.export({ from: 1, blind: false }))
    expect((await granted(two.exchange.take(whole, 'offen'))).alarm).toBe(null)
    const compared = await granted(two.exchange.compare(one.origin))
    expect(compared.comparison.agreed.map(({ shared }) => shared)).toEqual([[110, 120]])
    expect(two.exchange.blind).toEqual({ state: 'revealed', begun: 2, stated: 1 })
    for (const desk of [one, two]) await desk.ledger.close()
    expect(judged(two.file, undefined, makePorts(office)).verdict).toBe('TOTAL-PASSED')
  })
})

describe('agreement and disagreement, frame by frame', () => {
  const stated = (...annotations: Annotation[]): Stated[] =>
    annotations.map((annotation, i) => ({ seq: i + 2, author: 'Prüfer/in', annotation }))

  test('every statement is in exactly one place, and every frame says what both say of it', () => {
    const [a, b, c] = [
      said('Griff', 10, 20),
      said('Ruf', 40, 49, { category: 'speech' }),
      said('Allein', 90, 90),
    ]
    const [x, y, z] = [
      said('Griff auch', 15, 25),
      said('Kein Ruf', 45, 60, { category: 'force' }),
      said('Nur hier', 70, 71),
    ]
    const compared = compareStatements(stated(a, b, c), stated(x, y, z))
    const texts = (list: readonly Stated[]) => list.map(({ annotation }) => annotation.text)
    expect({
      agreed: compared.agreed.map(({ first, second, shared }) => [
        first.annotation.text,
        second.annotation.text,
        shared,
      ]),
      differing: compared.differing.map(({ first, second, shared, sameCategory }) => [
        first.annotation.text,
        second.annotation.text,
        shared,
        sameCategory,
      ]),
      onlyFirst: texts(compared.onlyFirst),
      onlySecond: texts(compared.onlySecond),
      runs: compared.clips[0]?.runs.map(({ from, to, state }) => [from, to, state]),
    }).toEqual({
      agreed: [['Griff', 'Griff auch', [15, 20]]],
      differing: [['Ruf', 'Kein Ruf', [45, 49], false]],
      onlyFirst: ['Allein'],
      onlySecond: ['Nur hier'],
      runs: [
        [10, 14, 'onlyFirst'],
        [15, 20, 'agreed'],
        [21, 25, 'onlySecond'],
        [40, 44, 'onlyFirst'],
        [45, 49, 'differing'],
        [50, 60, 'onlySecond'],
        [70, 71, 'onlySecond'],
        [90, 90, 'onlyFirst'],
      ],
    })
  })

  test('what counts other frames is not compared by their numbers', () => {
    const compared = compareStatements(
      stated(said('Griff', 10, 20)),
      stated(said('Griff', 10, 20, { frameTable: '00'.repeat(32) })),
    )
    expect([compared.agreed.length, compared.onlyFirst.length, compared.otherTable.length]).toEqual([0, 1, 1])
  })
})

test('assent and dissent name the entry by its hash and the chain by its root', async () => {
  const [one, two] = await twoDesks()
  one.ledger.annotate(said('Griff zum Gürtel', 100, 120))
  const taken = await granted(
    two.exchange.take(await granted(one.exchange.export({ from: 1, blind: false })), 'p'),
  )
  const unknown = 'asservat/findings/99999999-7d0a-4c57-9d5e-2f1f8f2f8a99'
  const dissent = { chain: one.origin, entry: 2, assent: false, text: 'Die Hand liegt schon am Gürtel.' }
  const entry = await granted(two.exchange.countersign(dissent))
  expect(parseCountersignature(entry.data ?? undefined)).toEqual({
    chain: one.origin,
    size: 2,
    root: toHex(taken.root),
    entry: { seq: 2, hash: one.ledger.entries()[1]?.hash },
    assent: false,
    text: 'Die Hand liegt schon am Gürtel.',
  })
  expect([
    await two.exchange.countersign({ ...dissent, entry: 9 }),
    await two.exchange.countersign({ ...dissent, chain: unknown }),
    await two.exchange.countersign({ ...dissent, text: ' ' }),
  ]).toEqual([
    { ok: false, failure: { code: 'exchange.unknownEntry', entry: 9 } },
    { ok: false, failure: { code: 'exchange.unknownChain', chain: unknown } },
    { ok: false, failure: { code: 'annotation.notAllowed', reason: 'reasonEmpty' } },
  ])
  for (const desk of [one, two]) await desk.ledger.close()
})

test('two corrections of one annotation stand side by side until a third entry decides', async () => {
  const one = await exchangeDesk(reviewer, idOne)
  const original = said('Griff zum Gürtel', 100, 120)
  one.ledger.annotate(original)
  await one.ledger.close()
  const copy = newFile()
  copyFileSync(one.file, copy)
  const [office1, home] = [
    await exchangeDesk(reviewer, idOne, one.file),
    await exchangeDesk(reviewer, idOne, copy),
  ]
  office1.ledger.correct(2, { ...original, text: 'Griff zur Tasche' }, 'genauer gesehen')
  home.ledger.correct(2, { ...original, text: 'Griff zum Handy' }, 'am anderen Bildschirm')
  const two = await exchangeDesk(colleagueTwo, idTwo)
  for (const desk of [office1, home])
    await granted(two.exchange.take(await granted(desk.exchange.export({ from: 1, blind: false })), 'p'))
  const before = await granted(two.exchange.compare(one.origin))
  expect(
    before.disputes.map(({ claims, decided }) => [claims.map(({ annotation }) => annotation.text), decided]),
  ).toEqual([[['Griff zur Tasche', 'Griff zum Handy'], null]])
  const chosen = before.disputes[0]?.claims[1]?.hash ?? ''
  const decision = { annotation: original.id, chosen, reason: 'Am Standbild gemeinsam geprüft' }
  await granted(two.exchange.decide(decision))
  expect(await two.exchange.decide({ ...decision, chosen: '00'.repeat(32) })).toMatchObject({ ok: false })
  expect((await granted(two.exchange.compare(one.origin))).disputes.map(({ decided }) => decided)).toEqual([
    chosen,
  ])
  for (const desk of [office1, home, two]) await desk.ledger.close()
})

test('only somebody else’s standing assent to all that is used counts as supervision', async () => {
  const [one, two] = await twoDesks()
  one.ledger.annotate(said('Griff zum Gürtel', 100, 120))
  const order = { chain: one.origin, entry: null, assent: true, text: 'Geprüft' }
  const supervised = () => granted(one.exchange.isSupervised(2))
  expect(await supervised()).toBe(false)
  await granted(one.exchange.countersign(order))
  expect(await supervised()).toBe(false)
  await granted(two.exchange.take(await granted(one.exchange.export({ from: 1, blind: false })), 'hin'))
  await granted(two.exchange.countersign(order))
  await granted(one.exchange.take(await granted(two.exchange.export({ from: 1, blind: false })), 'zurück'))
  const later = one.ledger.annotate(said('Danach', 130, 140))
  expect([
    await supervised(),
    later.ok && (await granted(one.exchange.isSupervised(later.value.seq))),
  ]).toEqual([true, false])
  await granted(two.exchange.countersign({ ...order, assent: false, text: 'Doch nicht' }))
  await granted(one.exchange.take(await granted(two.exchange.export({ from: 1, blind: false })), 'nochmals'))
  expect(await supervised()).toBe(false)
  for (const desk of [one, two]) await desk.ledger.close()
})

describe('in one and the same ledger', () => {
  /** Who writes under the reviewer's statement, one after the other, and whether that is supervision. */
  async function supervisedAfter(...people: readonly Person[]): Promise<boolean> {
    const file = newFile()
    const first = await exchangeDesk(reviewer, idOne, file)
    first.ledger.annotate(said('Griff zum Gürtel', 100, 120))
    await first.ledger.close()
    for (const person of people) {
      const desk = await exchangeDesk(person, idOne, file)
      await granted(
        desk.exchange.countersign({ chain: desk.origin, entry: null, assent: true, text: 'Geprüft' }),
      )
      await desk.ledger.close()
    }
    const again = await exchangeDesk(reviewer, idOne, file)
    const supervised = await granted(again.exchange.isSupervised(2))
    await again.ledger.close()
    return supervised
  }

  test('a trusted colleague supervises', async () => {
    expect(await supervisedAfter(colleagueTwo)).toBe(true)
  })

  test('neither somebody whom the office does not trust nor the same person with a second certificate does', async () => {
    expect([
      await supervisedAfter(makePerson('Prüfer/in 2')),
      await supervisedAfter(colleague('Prüfer/in 1')),
    ]).toEqual([false, false])
  })
})

test('a chain by somebody whom the office does not trust says so, whatever name it bears', async () => {
  const two = await exchangeDesk(colleagueTwo, idTwo)
  const doubts = []
  for (const [person, id] of [
    [reviewer, idOne],
    [makePerson('Prüfer/in 1'), idThree],
  ] as const) {
    const one = await exchangeDesk(person, id)
    one.ledger.annotate(said('Griff zum Gürtel', 100, 120))
    const taken = await granted(
      two.exchange.take(await granted(one.exchange.export({ from: 1, blind: false })), 'p'),
    )
    doubts.push(doubtIn(taken)?.reason)
    await one.ledger.close()
  }
  expect(doubts).toEqual([undefined, 'notTrusted'])
  await two.ledger.close()
})
