import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LedgerFinding } from '../../main/core/ledger/entry-facts.ts'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { verifyLedgerFile, type LedgerVerification } from '../../main/ledger/verify-ledger.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { makePerson, nativeBinding } from '../support/ledger-identity.ts'
import { closedLedger, newFile, opened, optionsFor, trustingPorts } from '../support/ledger-case.ts'
import { changed, tampered } from '../support/ledger-tampering.ts'

/** Grant 1, annotations 2-6, checkpoint 7; grant 8, annotations 9-10, checkpoint 11. */
let good = ''
/** The ledger of another case by the same reviewer. */
let foreign = ''
/** The note of a checkpoint over the first eleven entries, kept elsewhere. */
let anchor: Uint8Array = new Uint8Array(0)

beforeAll(async () => {
  good = await closedLedger(5)
  const second = await opened(good)
  for (const text of ['Später gesehen', 'Noch später']) second.annotate(annotationOf(text))
  await second.close()
  foreign = newFile()
  const other = await opened(foreign, { caseId: 'aaaaaaaa-7d0a-4c57-9d5e-2f1f8f2f8a11' })
  for (let i = 0; i < 9; i++) other.annotate(annotationOf('Anderer Fall'))
  await other.close()
  const copy = newFile()
  copyFileSync(good, copy)
  const later = await opened(copy)
  const checkpoint = await later.checkpoint()
  if (checkpoint.ok) anchor = Buffer.from(checkpoint.value.note)
  await later.close()
  good = copy
})

function verify(file: string, remembered?: Uint8Array, ports = trustingPorts()): LedgerVerification {
  const verified = verifyLedgerFile(file, ports, nativeBinding, remembered)
  if (!verified.ok) throw new Error(JSON.stringify(verified.failure))
  return verified.value
}

function faults(verification: LedgerVerification): string[] {
  return verification.findings
    .filter((finding: LedgerFinding) => finding.state === 'failed')
    .map((finding) => `${finding.entry} ${finding.reason}`)
}

const attacks: readonly (readonly [name: string, sql: string, first: string])[] = [
  [
    'a changed word',
    "UPDATE payload SET data = CAST(replace(CAST(data AS TEXT), 'Beobachtung 2', 'Beobachtung 9') AS BLOB) WHERE seq = 3;",
    '3 payloadChanged',
  ],
  ['another salt', 'UPDATE payload SET salt = randomblob(32) WHERE seq = 3;', '3 payloadChanged'],
  [
    'a changed time',
    "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'T', 'T') || ' ' AS BLOB) WHERE seq = 4;",
    '4 entryMalformed',
  ],
  [
    'a changed kind',
    'UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), \'"annotation"\', \'"clipViewed"\') AS BLOB) WHERE seq = 4;',
    '4 entrySignatureInvalid',
  ],
  [
    'a changed signature',
    'UPDATE entry SET signature = randomblob(64) WHERE seq = 5;',
    '5 entrySignatureInvalid',
  ],
  [
    'a removed entry',
    'DELETE FROM payload WHERE seq = 4; DELETE FROM entry WHERE seq = 4;',
    '4 entryMissing',
  ],
  [
    'the first entry removed',
    'DELETE FROM payload WHERE seq = 1; DELETE FROM entry WHERE seq = 1;',
    '1 entryMissing',
  ],
  [
    'a removed entry, the others moved up',
    'DELETE FROM payload WHERE seq = 4; DELETE FROM entry WHERE seq = 4; UPDATE entry SET seq = seq - 1 WHERE seq > 4; UPDATE payload SET seq = seq - 1 WHERE seq > 4;',
    '4 entryMoved',
  ],
  [
    'two entries swapped',
    'UPDATE entry SET seq = seq + 1000 WHERE seq IN (3, 4); UPDATE entry SET seq = 1007 - seq WHERE seq > 1000;',
    '3 entryMoved',
  ],
  [
    'two contents swapped',
    'UPDATE payload SET seq = -1 * seq WHERE seq IN (3, 4); UPDATE payload SET seq = 7 + seq WHERE seq < 0;',
    '3 payloadChanged',
  ],
  [
    'an entry repeated at the end',
    'INSERT INTO entry SELECT (SELECT max(seq) + 1 FROM entry), body, signature FROM entry WHERE seq = 3;',
    '15 entryMoved',
  ],
  [
    'an invented entry at the end',
    'INSERT INTO entry SELECT 15, CAST(replace(CAST(body AS TEXT), \'"seq":3\', \'"seq":15\') AS BLOB), randomblob(64) FROM entry WHERE seq = 3; DELETE FROM entry WHERE seq = 14;',
    '14 entryMissing',
  ],
  ['content removed without a note', 'DELETE FROM payload WHERE seq = 4;', '4 payloadMissing'],
  [
    'content removed, marked as erased',
    'DELETE FROM payload WHERE seq = 4; INSERT INTO erased VALUES (4, 14);',
    '4 payloadMissing',
  ],
  [
    'the last entries removed, their contents forgotten',
    'DELETE FROM entry WHERE seq > 7;',
    '8 payloadWithoutEntry',
  ],
  ['a grant removed', 'DELETE FROM payload WHERE seq = 8;', '8 payloadMissing'],
  [
    'the grant of another session',
    'UPDATE payload SET salt = (SELECT salt FROM payload WHERE seq = 1), data = (SELECT data FROM payload WHERE seq = 1) WHERE seq = 8;',
    '8 grantForOtherHead',
  ],
  [
    'a checkpoint removed',
    'DELETE FROM payload WHERE seq = 7; DELETE FROM entry WHERE seq = 7;',
    '7 entryMissing',
  ],
  [
    'the checkpoint of another session',
    'UPDATE payload SET salt = (SELECT salt FROM payload WHERE seq = 11), data = (SELECT data FROM payload WHERE seq = 11) WHERE seq = 7;',
    '7 payloadChanged',
  ],
  [
    'an entry of another case',
    'ATTACH :foreign AS f; UPDATE entry SET body = (SELECT body FROM f.entry WHERE seq = 4), signature = (SELECT signature FROM f.entry WHERE seq = 4) WHERE seq = 4; UPDATE payload SET salt = (SELECT salt FROM f.payload WHERE seq = 4), data = (SELECT data FROM f.payload WHERE seq = 4) WHERE seq = 4;',
    '4 entryOfOtherLedger',
  ],
]

describe('what is done to the file with other tools is named with the first bad entry', () => {
  test.for(attacks)('%s', async ([, sql, first]) => {
    const file = tampered(good, sql.replace(':foreign', `'${foreign}'`))
    const verification = verify(file)
    const [entry] = first.split(' ')
    expect(faults(verification)).toContain(first)
    expect([verification.verdict, verification.cryptography, verification.firstBad]).toEqual([
      'TOTAL-FAILED',
      'failed',
      Number(entry),
    ])
    expect(await openLedger(optionsFor(file))).toMatchObject({
      ok: false,
      failure: { code: 'ledger.altered', entry: Number(entry) },
    })
  })

  test.for([
    ['a dropped trigger', 'DROP TRIGGER entry_stays;'],
    [
      'a changed trigger',
      'DROP TRIGGER entry_stays; CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT 1; END;',
    ],
    ['an added view', 'CREATE VIEW said AS SELECT * FROM payload;'],
    ['an added table', 'CREATE TABLE notes (text TEXT);'],
    ['an added index', 'CREATE INDEX by_body ON entry (body);'],
    [
      'the entries behind a view',
      'ALTER TABLE entry RENAME TO hidden; CREATE VIEW entry AS SELECT seq, body, signature FROM hidden;',
    ],
  ] as const)('%s', async ([, sql]) => {
    const file = changed(good, `PRAGMA legacy_alter_table = ON; ${sql}`)
    const verification = verify(file)
    expect([verification.verdict, verification.subIndication]).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE'])
    expect(faults(verification)).toContain('0 schemaChanged')
    expect(await openLedger(optionsFor(file))).toEqual({
      ok: false,
      failure: { code: 'ledger.altered', entry: 0, reason: 'schemaChanged' },
    })
  })

  test('the ledger of another case under this case', async () => {
    const file = newFile()
    copyFileSync(foreign, file)
    expect(await openLedger(optionsFor(file))).toEqual({
      ok: false,
      failure: { code: 'ledger.altered', entry: 1, reason: 'entryOfOtherLedger' },
    })
  })

  test('a ledger written anew by somebody else is not trusted', async () => {
    const file = newFile()
    const stranger = makePerson('Prüfer/in 1')
    const forged = await opened(file, { identity: stranger.identity })
    forged.annotate(annotationOf('Nie gesehen'))
    await forged.close()
    const verification = verify(file)
    expect([verification.verdict, verification.subIndication, verification.cryptography]).toEqual([
      'INDETERMINATE',
      'NO_CERTIFICATE_CHAIN_FOUND',
      'passed',
    ])
  })
})

describe('what was cut from the end', () => {
  const cut = (to: number) => `DELETE FROM payload WHERE seq > ${to}; DELETE FROM entry WHERE seq > ${to};`

  test('in the middle of a session leaves an open end', () => {
    const verification = verify(tampered(good, cut(10)))
    expect([verification.verdict, faults(verification)]).toEqual(['INDETERMINATE', []])
    expect(verification.findings).toContainEqual({
      check: 'checkpoint',
      state: 'notChecked',
      reason: 'openEnd',
      entry: 8,
      facts: { count: 1 },
    })
  })

  test('at the close of an earlier session cannot be proved from the file, and that is said', () => {
    const verification = verify(tampered(good, cut(7)))
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
    const verification = verify(tampered(good, cut(to)), anchor)
    expect([verification.verdict, verification.subIndication]).toEqual(['TOTAL-FAILED', 'HASH_FAILURE'])
    expect(faults(verification)).toEqual([`${to + 1} behindAnchor`])
  })

  test('beyond the anchor cannot be proved, and that is said', () => {
    const verification = verify(good, anchor)
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
  expect(verify(file).verdict).toBe('TOTAL-PASSED')
  expect(faults(verify(file, anchor))).toEqual(['12 otherThanAnchor'])
})

test('an anchor that was changed or belongs elsewhere proves nothing', () => {
  const text = Buffer.from(anchor).toString()
  const other = text.replaceAll('0b8a6a0e', '0b8a6a0f')
  expect(faults(verify(good, Buffer.from(other)))).toEqual(['14 anchorOfOtherLedger'])
  expect(faults(verify(good, Buffer.from(text.replace('\n12\n', '\n11\n'))))).toEqual(['14 anchorForged'])
  expect(faults(verify(good, Buffer.from('not a checkpoint')))).toEqual(['0 anchorMalformed'])
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
  expect(verify(file).findings).toContainEqual(expect.objectContaining({ reason: 'lossAccepted', entry: 4 }))
})

test('a journal that was removed after a crash is told', async () => {
  const file = newFile()
  const ledger = await opened(file)
  ledger.annotate(annotationOf('Steht nur im Journal'))
  const crashed = newFile()
  for (const ending of ['', '-holder']) copyFileSync(file + ending, crashed + ending)
  await ledger.close()
  expect(await openLedger(optionsFor(crashed))).toEqual({
    ok: false,
    failure: { code: 'ledger.journalMissing', name: 'findings.ledger' },
  })
})

test('damaged pages, a foreign file and an empty one never pass', () => {
  const bytes = readFileSync(good)
  for (let at = 100; at < bytes.length; at += 997) {
    const damaged = newFile()
    writeFileSync(
      damaged,
      Buffer.concat([bytes.subarray(0, at), Buffer.alloc(64, 0xa5), bytes.subarray(at + 64)]),
    )
    const same = verify(damaged)
    // Bytes that belong to nothing (free space of a page) may change: then every entry is still what was signed.
    if (same.verdict === 'TOTAL-PASSED') expect(same.root).toBe(verify(good).root)
  }
  const strange = newFile()
  writeFileSync(strange, 'Dies ist kein Protokoll.')
  const empty = newFile()
  writeFileSync(empty, '')
  expect([strange, empty].map((file) => [verify(file).verdict, verify(file).findings])).toEqual(
    [strange, empty].map(() => [
      'TOTAL-FAILED',
      [{ check: 'schema', state: 'failed', reason: 'notALedger' }],
    ]),
  )
})

test('a ledger of a newer version is not judged and not touched', async () => {
  const file = changed(good, 'PRAGMA user_version = 2;')
  const before = readFileSync(file)
  expect(verify(file)).toMatchObject({
    verdict: 'INDETERMINATE',
    findings: [{ check: 'schema', state: 'notChecked', reason: 'newerVersion' }],
  })
  expect(await openLedger(optionsFor(file))).toEqual({
    ok: false,
    failure: { code: 'ledger.newer', version: 2 },
  })
  expect([readFileSync(file).equals(before), existsSync(`${file}-wal`)]).toEqual([true, false])
})

describe('nothing is alleged about ledgers that nobody altered', () => {
  test.for([
    ['as it was closed', ''],
    ['put together anew by another tool', 'VACUUM;'],
    ['without a journal', 'PRAGMA journal_mode = DELETE;'],
    ['with larger pages', 'PRAGMA journal_mode = DELETE; PRAGMA page_size = 16384; VACUUM;'],
  ] as const)('%s', ([, sql]) => {
    const verification = verify(changed(good, sql))
    expect([verification.verdict, faults(verification), verification.root]).toEqual([
      'TOTAL-PASSED',
      [],
      verify(good).root,
    ])
  })
})
