import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  parsePackage,
  printEntries,
  printHead,
  type ExchangePackage,
} from '../../main/core/exchange/package.ts'
import { toHex, utf8 } from '../../main/core/bytes.ts'
import { sealFiles } from '../../main/verify/seal-files.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { colleague, exchangeDesk, granted } from '../support/exchange-desk.ts'
import { newFile } from '../support/ledger-case.ts'
import { packedFile } from '../support/packed-file.ts'

const [first, second] = [colleague('Prüfer/in 1'), colleague('Prüfer/in 2')]
const idOne = '11111111-7d0a-4c57-9d5e-2f1f8f2f8a11'
const idTwo = '22222222-7d0a-4c57-9d5e-2f1f8f2f8a22'
const whole = { from: 1, blind: false }

async function twoDesks() {
  const [one, two] = [await exchangeDesk(first, idOne), await exchangeDesk(second, idTwo)]
  for (let i = 1; i <= 3; i++) one.ledger.annotate(annotationOf(`Beobachtung ${i}`))
  return { one, two, close: async () => [await one.ledger.close(), await two.ledger.close()] }
}

test('a package is verified, kept beside the ledger, and witnessed in it', async () => {
  const { one, two, close } = await twoDesks()
  const bytes = await granted(one.exchange.export(whole))
  const taken = await granted(two.exchange.take(bytes, 'paket.asice'))
  expect([taken.origin, taken.size, taken.alarm, taken.author.sha256]).toEqual([
    one.origin,
    4,
    null,
    first.identity.facts.sha256,
  ])
  const entry = two.ledger.entries().at(-1)
  expect([entry?.kind, entry?.data]).toEqual([
    'import',
    {
      chain: one.origin,
      size: 4,
      root: toHex(taken.root),
      head: toHex(taken.head),
      package: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      author: first.identity.facts.sha256,
      signer: first.identity.facts.subject,
      alarm: null,
      blind: false,
    },
  ])
  const folder = join(dirname(two.file), 'chains', idOne)
  const [kept = ''] = readdirSync(folder)
  expect(readFileSync(join(folder, kept)).equals(bytes)).toBe(true)
  expect(await two.exchange.take(bytes, 'paket.asice')).toEqual({
    ok: false,
    failure: { code: 'exchange.alreadyTaken', name: 'paket.asice' },
  })
  const theirs = await granted(two.exchange.entriesOf(one.origin))
  expect(theirs.map(({ annotation }) => annotation?.text)).toEqual([
    undefined,
    'Beobachtung 1',
    'Beobachtung 2',
    'Beobachtung 3',
  ])
  await close()
})

test('later entries follow on the known ones with a proof; a gap is refused', async () => {
  const { one, two, close } = await twoDesks()
  await granted(two.exchange.take(await granted(one.exchange.export(whole)), 'eins'))
  one.ledger.annotate(annotationOf('Später gesehen'))
  const tooLate = await granted(one.exchange.export({ from: 6, blind: false }))
  expect(await two.exchange.take(tooLate, 'zwei')).toEqual({
    ok: false,
    failure: { code: 'exchange.gap', from: 6, needed: 5 },
  })
  const next = await granted(one.exchange.export({ from: 5, blind: false }))
  expect((await granted(two.exchange.take(next, 'drei'))).alarm).toBe(null)
  const [chain] = await two.exchange.chains()
  expect([chain?.taken?.size, chain?.packages.map(({ state }) => state)]).toEqual([
    one.ledger.entries().length - 1,
    ['kept', 'kept'],
  ])
  await close()
})

describe('who shows two histories is caught, and both are kept', () => {
  test('a fork', async () => {
    const { one, two, close } = await twoDesks()
    await one.ledger.close()
    const copy = newFile()
    copyFileSync(one.file, copy)
    const [here, there] = [await exchangeDesk(first, idOne, one.file), await exchangeDesk(first, idOne, copy)]
    here.ledger.annotate(annotationOf('Die eine Fassung'))
    there.ledger.annotate(annotationOf('Die andere Fassung'))
    await granted(two.exchange.take(await granted(here.exchange.export(whole)), 'eins'))
    const forked = await granted(two.exchange.take(await granted(there.exchange.export(whole)), 'zwei'))
    expect([forked.alarm, forked.differsAt]).toEqual(['fork', 6])
    const [chain] = await two.exchange.chains()
    expect([chain?.packages.map(({ act }) => act.alarm), chain?.branches.length]).toEqual([[null, 'fork'], 1])
    expect(readdirSync(join(dirname(two.file), 'chains', idOne)).length).toBe(2)
    for (const desk of [here, there]) await desk.ledger.close()
    await close()
  })

  test('a rollback', async () => {
    const { one, two, close } = await twoDesks()
    const early = await granted(one.exchange.export(whole))
    one.ledger.annotate(annotationOf('Wird verschwiegen'))
    await granted(two.exchange.take(await granted(one.exchange.export(whole)), 'eins'))
    expect((await granted(two.exchange.take(early, 'zwei'))).alarm).toBe('rollback')
    const [chain] = await two.exchange.chains()
    expect([chain?.taken?.size, chain?.branches.map(({ size }) => size)]).toEqual([6, [4]])
    await close()
  })
})

describe('a package that is not what was signed is refused', () => {
  async function resealed(change: (exchanged: ExchangePackage) => ExchangePackage, by = first) {
    const { one, two, close } = await twoDesks()
    one.ledger.notePersonally(annotationOf('Nur für mich'))
    const bytes = await granted(one.exchange.export(whole))
    const part = (name: string) => packedFile(bytes, name)
    const parsed = parsePackage(await part('exchange.json'), await part('entries.jsonl'))
    if (!parsed) throw new Error('no package')
    const changed = change(parsed)
    const files = [
      { name: 'exchange.json', bytes: printHead(changed), rootfile: true },
      { name: 'entries.jsonl', bytes: printEntries(changed.entries) },
      { name: 'checkpoint.txt', bytes: await part('checkpoint.txt') },
      { name: 'checkpoint.p7s', bytes: await part('checkpoint.p7s') },
    ]
    const taken = await two.exchange.take(await sealFiles(files, by.identity, new Date()), 'paket')
    await close()
    return taken.ok ? taken.value.size : taken.failure
  }
  const withPayload = (at: number, data: string) => (exchanged: ExchangePackage) => ({
    ...exchanged,
    entries: exchanged.entries.map((entry) =>
      entry.seq === at && entry.payload
        ? { ...entry, payload: { salt: entry.payload.salt, data: utf8(data) } }
        : entry,
    ),
  })
  const altered = (entry: number, reason: string) => ({ code: 'exchange.altered', entry, reason })
  const notSound = (entry: number, reason: string) => ({ code: 'exchange.notSound', entry, reason })

  test('as it is, it is taken, and personal notes are not in it', async () => {
    let states: string[] = []
    const size = await resealed((exchanged) => {
      states = exchanged.entries.map(({ state }) => state)
      return exchanged
    })
    expect([size, states]).toEqual([5, ['present', 'present', 'present', 'present', 'withheld']])
  })

  test.for<[string, (exchanged: ExchangePackage) => ExchangePackage, object]>([
    ['another word', withPayload(3, '{"text":"anders"}'), altered(3, 'payloadChanged')],
    [
      'a missing entry',
      (exchanged) => ({ ...exchanged, entries: exchanged.entries.filter(({ seq }) => seq !== 3) }),
      notSound(1, 'packageMalformed'),
    ],
    [
      'fewer entries than the checkpoint covers',
      (exchanged) => ({ ...exchanged, size: 4, entries: exchanged.entries.slice(0, 4) }),
      notSound(4, 'packageCheckpointWrong'),
    ],
    [
      'a grant without its content',
      (exchanged) => ({
        ...exchanged,
        entries: exchanged.entries.map((entry) =>
          entry.seq === 1 ? { ...entry, payload: null, state: 'withheld' as const } : entry,
        ),
      }),
      notSound(1, 'packageMalformed'),
    ],
    [
      'a content that is missing for no reason',
      (exchanged) => ({
        ...exchanged,
        entries: exchanged.entries.map((entry) =>
          entry.seq === 3 ? { ...entry, payload: null, state: 'missing' as const } : entry,
        ),
      }),
      altered(3, 'payloadMissing'),
    ],
    [
      'a proof that proves nothing',
      (exchanged) => ({ ...exchanged, consistency: [new Uint8Array(32)] }),
      notSound(1, 'consistencyProofWrong'),
    ],
  ])('%s', async ([, change, failure]) => {
    expect(await resealed(change)).toEqual(failure)
  })

  test('sealed by somebody else', async () => {
    expect(await resealed((exchanged) => exchanged, second)).toEqual(notSound(0, 'packageOfOtherAuthor'))
  })

  test('or broken open', async () => {
    const { one, two, close } = await twoDesks()
    const bytes = new Uint8Array(await granted(one.exchange.export(whole)))
    const at = Buffer.from(bytes).indexOf('Beobachtung 2')
    bytes[at] = 0x58
    const refused = await two.exchange.take(bytes, 'paket')
    expect(refused).toMatchObject({ ok: false })
    expect(two.ledger.entries().some(({ kind }) => kind === 'import')).toBe(false)
    await close()
  })
})
