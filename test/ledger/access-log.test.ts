import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { accessCsv } from '../../main/core/access/access-csv.ts'
import type { AccessRecord } from '../../main/core/access/access-record.ts'
import { openAccessLog, type AccessLog } from '../../main/ledger/access-log.ts'
import { readLedger } from '../../main/ledger/read-ledger.ts'
import { verifyLedgerFile } from '../../main/ledger/verify-ledger.ts'
import { newFile, optionsFor, trustingPorts } from '../support/ledger-case.ts'
import { nativeBinding } from '../support/ledger-identity.ts'

const viewed: AccessRecord = {
  act: 'viewed',
  object: { kind: 'clip', name: 'clips/01.mp4', sha256: 'cd'.repeat(32) },
  purpose: 'Sichtung im Auftrag',
  recipient: null,
}

/** The log at a time, opened for a reason. */
async function logAt(file: string, time: string, purpose = 'Auswertung im Auftrag'): Promise<AccessLog> {
  const ports = trustingPorts({ now: () => new Date(time) })
  const log = await openAccessLog({ ...optionsFor(file), ports, name: '123 Js 4567/26', purpose })
  if (!log.ok) throw new Error(JSON.stringify(log.failure))
  return log.value
}

test('a case is not opened without a stated purpose, and nothing is written', async () => {
  const file = newFile('access.ledger')
  const opening = openAccessLog({ ...optionsFor(file), name: '123 Js 4567/26', purpose: ' ' })
  expect(await opening).toEqual({ ok: false, failure: { code: 'access.notAllowed', reason: 'purposeEmpty' } })
  expect(() => readFileSync(file)).toThrow('ENOENT')
})

describe('each access', () => {
  test('is recorded with person, time, act, object, purpose and recipient', async () => {
    const file = newFile('access.ledger')
    const log = await logAt(file, '2026-05-04T10:00:00.000Z')
    expect(log.record(viewed).ok).toBe(true)
    expect(log.record({ ...viewed, act: 'shown', recipient: 'Zeuge 1 (Vorhalt)' }).ok).toBe(true)
    await log.close()
    const read = readLedger(file, trustingPorts(), nativeBinding)
    const accesses = read.ok ? read.value.entries.filter((entry) => entry.kind === 'accessed') : []
    expect(accesses.map(({ author, time, data }) => [author, time, data])).toEqual([
      [
        'Prüfer/in 1',
        '2026-05-04T10:00:00.000Z',
        {
          act: 'opened',
          object: { kind: 'case', name: '123 Js 4567/26', sha256: null },
          purpose: 'Auswertung im Auftrag',
          recipient: null,
        },
      ],
      ['Prüfer/in 1', '2026-05-04T10:00:00.000Z', viewed],
      [
        'Prüfer/in 1',
        '2026-05-04T10:00:00.000Z',
        { ...viewed, act: 'shown', recipient: 'Zeuge 1 (Vorhalt)' },
      ],
    ])
  })

  test('that would hand something over without saying to whom is refused', async () => {
    const log = await logAt(newFile('access.ledger'), '2026-05-04T10:00:00.000Z')
    const refusals = [
      { ...viewed, act: 'exported' as const },
      { ...viewed, act: 'shown' as const, recipient: '  ' },
      { ...viewed, purpose: '' },
      { ...viewed, purpose: 'x'.repeat(501) },
      { ...viewed, purpose: 'um\u202egedreht' },
    ].map((access) => log.record(access))
    expect(refusals.map((result) => !result.ok && result.failure)).toEqual(
      ['recipientEmpty', 'recipientEmpty', 'purposeEmpty', 'purposeTooLong', 'notPlain'].map((reason) => ({
        code: 'access.notAllowed',
        reason,
      })),
    )
    await log.close()
  })
})

describe('at the end of the year after', () => {
  test('what was logged is erased with a signed note, and the chain still verifies', async () => {
    const file = newFile('access.ledger')
    for (const year of [2023, 2024, 2025]) {
      const log = await logAt(file, `${year}-06-15T10:00:00.000Z`, `Anlass ${year}`)
      log.record(viewed)
      await log.close()
    }
    const log = await logAt(file, '2026-01-02T10:00:00.000Z', 'Löschlauf')
    expect(log.eraseExpired()).toMatchObject({
      ok: true,
      value: { kind: 'deletionNote', data: { ranges: [[1, 8]], reason: 'BDSG § 76 (4)' } },
    })
    expect(log.eraseExpired()).toEqual({ ok: true, value: null })
    await log.close()
    const verified = verifyLedgerFile(file, trustingPorts(), nativeBinding)
    expect(verified).toMatchObject({
      ok: true,
      value: { verdict: 'TOTAL-PASSED', entries: 16, erased: 8, missing: 0 },
    })
    const bytes = readFileSync(file, 'latin1')
    expect(['Anlass 2023', 'Anlass 2024', 'Anlass 2025'].map((text) => bytes.includes(text))).toEqual([
      false,
      false,
      true,
    ])
  })

  test('who erased what can still be told when that session has passed its own period', async () => {
    const file = newFile('access.ledger')
    const old = await logAt(file, '2023-06-15T10:00:00.000Z', 'Anlass 2023')
    await old.close()
    for (const year of [2025, 2027]) {
      const log = await logAt(file, `${year}-01-02T10:00:00.000Z`, `Löschlauf ${year}`)
      expect(log.eraseExpired()).toMatchObject({ ok: true })
      await log.close()
    }
    const verified = verifyLedgerFile(file, trustingPorts(), nativeBinding)
    const told = verified.ok ? verified.value.findings.flatMap(({ reason = [] }) => reason) : []
    expect([verified.ok && verified.value.verdict, told]).toEqual([
      'TOTAL-PASSED',
      ['grantErased', 'erasedWithNote', 'noAnchor'],
    ])
    expect(readFileSync(file, 'latin1')).not.toContain('Löschlauf 2025')
  })

  test('a session over New Year keeps its grant as long as its last entry', async () => {
    const file = newFile('access.ledger')
    let time = '2024-12-31T20:00:00.000Z'
    const ports = trustingPorts({ now: () => new Date(time) })
    const night = await openAccessLog({ ...optionsFor(file), ports, name: 'Fall', purpose: 'Nachtdienst' })
    time = '2025-01-01T03:00:00.000Z'
    if (night.ok) await night.value.close()
    const log = await logAt(file, '2026-03-01T10:00:00.000Z', 'Löschlauf')
    expect(log.eraseExpired()).toMatchObject({ ok: true, value: { data: { ranges: [[2, 2]] } } })
    await log.close()
    expect(verifyLedgerFile(file, trustingPorts(), nativeBinding)).toMatchObject({
      ok: true,
      value: { verdict: 'TOTAL-PASSED', erased: 1 },
    })
  })
})

test('the table for the data protection officer opens in an office program and runs no formula', async () => {
  const log = await logAt(newFile('access.ledger'), '2026-05-04T10:00:00.000Z', '=HYPERLINK("x")')
  log.record({ ...viewed, purpose: 'sagte; "ja"' })
  const words = {
    headings: ['Nr.', 'Zeit', 'Person', 'Vorgang', 'Gegenstand', 'SHA-256', 'Anlass', 'Empfänger', 'Stand'],
    act: (act: string) => act.toUpperCase(),
    erased: 'gelöscht',
  }
  expect(accessCsv(log.entries(), words)).toBe(
    '\ufeff"Nr.";"Zeit";"Person";"Vorgang";"Gegenstand";"SHA-256";"Anlass";"Empfänger";"Stand"\r\n' +
      `"2";"2026-05-04T10:00:00.000Z";"Prüfer/in 1";"OPENED";"123 Js 4567/26";"";"'=HYPERLINK(""x"")";"";""\r\n` +
      `"3";"2026-05-04T10:00:00.000Z";"Prüfer/in 1";"VIEWED";"clips/01.mp4";"${'cd'.repeat(32)}";"sagte; ""ja""";"";""\r\n`,
  )
  await log.close()
})
