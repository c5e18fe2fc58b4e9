import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromHex } from '../../main/core/bytes.ts'
import { parseNote } from '../../main/core/ledger/checkpoint.ts'
import { extractFault, parseExtract, printExtract } from '../../main/core/ledger/extract.ts'
import type { Ledger } from '../../main/core/ledger/ledger.ts'
import { openMemoryStore } from '../../main/core/ledger/memory-store.ts'
import { startSession } from '../../main/core/ledger/session.ts'
import { openForWriting } from '../../main/ledger/open-database.ts'
import { createSchema } from '../../main/ledger/schema/schema.ts'
import { sqliteStore } from '../../main/ledger/sqlite-store.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { annotationOf, caseId } from '../support/ledger-annotation.ts'
import { newFile, reviewer, trustingPorts } from '../support/ledger-case.ts'
import { makePerson, nativeBinding } from '../support/ledger-identity.ts'
import type { LedgerStore } from '../../main/core/ledger/store.ts'

function openFileStore(): LedgerStore {
  const file = newFile()
  const db = openForWriting(file, nativeBinding)
  createSchema(db)
  return sqliteStore(db, file, sha256, nativeBinding)
}

const stores: readonly (readonly [string, () => LedgerStore])[] = [
  ['in memory', () => openMemoryStore('00'.repeat(32))],
  ['in a file', openFileStore],
]

/** A session in the store, which must begin. */
async function sessionIn(store: LedgerStore, person = reviewer, ports = trustingPorts()): Promise<Ledger> {
  const { identity } = person
  const session = await startSession(store, {
    ledger: 'findings',
    caseId,
    identity,
    ports,
    schemas: [store.schema],
  })
  if (!session.ok) throw new Error(JSON.stringify(session.failure))
  return session.value
}

describe.for(stores)('a ledger %s', ([, openStore]) => {
  test('begins with the grant and numbers what follows', async () => {
    const ledger = await sessionIn(openStore())
    const entry = ledger.annotate(annotationOf('Hand am Gürtel'))
    expect(entry).toMatchObject({
      ok: true,
      value: { seq: 2, kind: 'annotation', author: 'Prüfer/in 1', payload: 'present' },
    })
    expect(ledger.entries().map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'sessionGrant'],
      [2, 'annotation'],
    ])
    expect(ledger.facts()).toMatchObject({ entries: 2, checkedTo: 2, head: entry.ok && entry.value.hash })
  })

  test('lets only the author correct or withdraw, once, with a reason', async () => {
    const store = openStore()
    const first = await sessionIn(store)
    first.annotate(annotationOf('Hand am Gürtel'))
    const refused = (result: ReturnType<Ledger['withdraw']>) =>
      !result.ok && result.failure.code === 'annotation.notAllowed' ? result.failure.reason : result.ok
    expect(refused(first.withdraw(2, ' '))).toBe('reasonEmpty')
    expect(refused(first.withdraw(1, 'falsch'))).toBe('notAnAnnotation')
    expect(refused(first.withdraw(9, 'falsch'))).toBe('notAnAnnotation')
    expect(refused(first.correct(2, annotationOf(''), 'falsch'))).toBe('textEmpty')
    expect(refused(first.correct(2, annotationOf('Hand am Holster'), 'Gegenstand'))).toBe(true)
    expect(refused(first.correct(2, annotationOf('Anders'), 'noch einmal'))).toBe('alreadyCorrected')
    expect(refused(first.withdraw(3, 'falsch'))).toBe(true)
    expect(refused(first.withdraw(3, 'falsch'))).toBe('alreadyWithdrawn')
    first.annotate(annotationOf('Zweite'))
    const second = await sessionIn(store, makePerson('Prüfer/in 2'))
    expect(refused(second.withdraw(5, 'meine Sicht'))).toBe('otherAuthor')
  })

  test('keeps the id of an annotation through its corrections', async () => {
    const ledger = await sessionIn(openStore())
    ledger.annotate(annotationOf('Hand am Gürtel'))
    ledger.correct(2, { ...annotationOf('Hand am Holster'), id: 'another' }, 'Gegenstand')
    expect(ledger.entries().map((entry) => entry.annotation?.id)).toEqual([
      undefined,
      annotationOf('').id,
      annotationOf('').id,
    ])
  })

  test('refuses a second writer whose head is no longer the last', async () => {
    const store = openStore()
    const first = await sessionIn(store)
    const second = await sessionIn(store)
    expect(first.annotate(annotationOf('Zu spät'))).toEqual({
      ok: false,
      failure: { code: 'ledger.tipMoved', expected: 1, found: 2 },
    })
    expect(second.annotate(annotationOf('Weiter')).ok).toBe(true)
    expect(first.facts().entries).toBe(1)
  })

  test('signs a checkpoint by itself every thousand entries, and appends go on meanwhile', async () => {
    const ledger = await sessionIn(openStore())
    for (let i = 0; i < 1005; i++) ledger.append('clipViewed', { clip: 1, from: i })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const checkpoints = ledger.entries().filter((entry) => entry.kind === 'checkpoint')
    expect(checkpoints.map((entry) => entry.seq)).toEqual([1007])
    expect(ledger.append('clipViewed', { clip: 1, from: 0 }).ok).toBe(true)
    expect(await ledger.close()).toEqual({ ok: true, value: null })
  })

  test('of thousands of entries opens from the last checkpoint and checks the rest piece by piece', async () => {
    const store = openStore()
    const first = await sessionIn(store)
    for (let i = 0; i < 2300; i++) {
      first.append('clipViewed', { clip: 1, from: i })
      if (i % 900 === 0) await first.checkpoint()
    }
    const ports = trustingPorts()
    let signatures = 0
    const counting = trustingPorts({
      verifySession(...words) {
        signatures++
        return ports.verifySession(...words)
      },
    })
    const second = await sessionIn(store, reviewer, counting)
    const before = store.size()
    expect([signatures < 1000, second.facts().checkedTo]).toEqual([true, 0])
    expect(second.annotate(annotationOf('Sofort bereit')).ok).toBe(true)
    const steps: number[] = []
    while (second.checkMore(1000)) steps.push(second.facts().checkedTo)
    expect(steps).toEqual([1000, 2000])
    expect([second.facts().checkedTo, second.facts().entries]).toEqual([before + 1, before + 1])
    expect(second.facts().findings.filter((finding) => finding.state !== 'passed')).toEqual([])
    expect(signatures).toBeGreaterThan(2300)
  })

  test('hands out entries with proofs that lead to the checkpoint, and keeps back what is personal', async () => {
    const ledger = await sessionIn(openStore())
    for (let i = 1; i <= 6; i++) ledger.annotate(annotationOf(`Beobachtung ${i}`))
    const checkpoint = await ledger.checkpoint()
    ledger.annotate(annotationOf('Nach dem Bericht'))
    const note = checkpoint.ok ? parseNote(Buffer.from(checkpoint.value.note)) : undefined
    const known = { size: note?.size ?? 0, root: note?.root ?? new Uint8Array(0) }
    const whole = parseExtract(printExtract(ledger.extract({ size: 7, withheld: [4] })))
    expect(whole?.entries.map(({ seq, state }) => `${seq} ${state}`)).toEqual([
      '1 present',
      '2 present',
      '3 present',
      '4 withheld',
      '5 present',
      '6 present',
      '7 present',
    ])
    expect(printExtract(ledger.extract({ size: 7, withheld: [4] }))).not.toContain('Beobachtung 3')
    expect(whole && extractFault(sha256, whole, known)).toBeUndefined()
    const some = parseExtract(printExtract(ledger.extract({ size: 7, seqs: [3, 6] })))
    expect(some?.entries.map((entry) => entry.seq)).toEqual([3, 6])
    expect(some && extractFault(sha256, some, known)).toBeUndefined()
    expect(
      some && extractFault(sha256, some, { ...known, root: fromHex('00'.repeat(32)) ?? known.root }),
    ).toEqual({ entry: 0, reason: 'otherCheckpoint' })
  })

  test('signs a checkpoint that openssl verifies as it lies beside its signature', async () => {
    const ledger = await sessionIn(openStore())
    const checkpoint = await ledger.checkpoint()
    const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'))
    const [text, signature] = [join(folder, 'checkpoint.txt'), join(folder, 'checkpoint.p7s')]
    writeFileSync(text, checkpoint.ok ? checkpoint.value.note : '')
    writeFileSync(signature, checkpoint.ok ? checkpoint.value.cms : '')
    const words = [
      'cms',
      '-verify',
      '-binary',
      '-noverify',
      '-inform',
      'DER',
      '-in',
      signature,
      '-content',
      text,
    ]
    const run = () => spawnSync('openssl', [...words, '-out', '/dev/null']).status
    const before = run()
    writeFileSync(text, checkpoint.ok ? checkpoint.value.note.replace('\n1\n', '\n2\n') : '')
    expect([before, run()]).toEqual([0, 4])
  })

  test('hands out nothing that could be changed unseen', async () => {
    const ledger = await sessionIn(openStore())
    for (let i = 1; i <= 6; i++) ledger.annotate(annotationOf(`Beobachtung ${i}`))
    const extract = ledger.extract({ size: 7, seqs: [3, 5] })
    const known = { size: 7, root: fromHex(extract.root) ?? new Uint8Array(0) }
    const [first, second] = extract.entries
    if (!first || !second) throw new Error('two entries were asked for')
    const salt = first.payload?.salt ?? new Uint8Array(32)
    const fault = (entries: typeof extract.entries) => extractFault(sha256, { ...extract, entries }, known)
    expect(fault([{ ...first, payload: { salt, data: Buffer.from('{}') } }])).toEqual({
      entry: 3,
      reason: 'changed',
    })
    expect(fault([{ ...first, body: second.body }])).toEqual({ entry: 3, reason: 'otherLedger' })
    expect(fault([{ ...first, proof: second.proof }])).toEqual({ entry: 3, reason: 'notIncluded' })
    expect(fault([{ ...first, proof: [] }])).toEqual({ entry: 3, reason: 'notIncluded' })
    expect(fault([second, first])).toEqual({ entry: 3, reason: 'notInOrder' })
    expect(fault([first, first])).toEqual({ entry: 3, reason: 'notInOrder' })
  })

  test('erases contents with a signed note, and says which', async () => {
    const store = openStore()
    const ledger = await sessionIn(store)
    for (let i = 1; i <= 4; i++) ledger.annotate(annotationOf(`Personenbezug ${i}`))
    expect(ledger.erase([[2, 3]], 'Ablauf der Frist')).toMatchObject({
      ok: true,
      value: { seq: 6, kind: 'deletionNote' },
    })
    expect(ledger.entries().map((entry) => `${entry.seq} ${entry.payload}`)).toEqual([
      '1 present',
      '2 erased',
      '3 erased',
      '4 present',
      '5 present',
      '6 present',
    ])
    const again = await sessionIn(store)
    expect(again.facts().findings.filter((finding) => finding.state === 'failed')).toEqual([])
  })
})

describe.for(stores)('a personal note %s', ([, openStore]) => {
  test('is the author’s alone: its entry stands in the chain, its words are handed out by nobody', async () => {
    const ledger = await sessionIn(openStore())
    ledger.annotate(annotationOf('Für die Akte'))
    expect(ledger.notePersonally(annotationOf('Nur für mich'))).toMatchObject({
      ok: true,
      value: { seq: 3, kind: 'personalNote', annotation: null, payload: 'present' },
    })
    expect(printExtract(ledger.extract())).toContain('Für die Akte')
    expect(printExtract(ledger.extract())).not.toContain('Nur für mich')
    expect(ledger.extract().entries.map((entry) => entry.state)).toEqual(['present', 'present', 'withheld'])
    expect(ledger.correct(3, annotationOf('Anders'), 'Grund')).toEqual({
      ok: false,
      failure: { code: 'annotation.notAllowed', reason: 'personalOnlyWithdrawn' },
    })
    expect(ledger.withdraw(3, 'erledigt').ok).toBe(true)
    expect(ledger.entries()[2]).toMatchObject({ withdrawn: true, supersededBy: 4 })
  })
})
