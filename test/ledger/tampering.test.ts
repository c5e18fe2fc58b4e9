import { copyFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened, optionsFor } from '../support/ledger-case.ts'
import { makePerson } from '../support/ledger-identity.ts'
import { faultsOf, judged, soundLedger, type SoundLedger } from '../support/ledger-sample.ts'
import { changed, tampered } from '../support/ledger-tampering.ts'

let sound: SoundLedger
/** The ledger of another case by the same reviewer. */
let foreign = ''

beforeAll(async () => {
  sound = await soundLedger()
  foreign = newFile()
  const other = await opened(foreign, { caseId: 'aaaaaaaa-7d0a-4c57-9d5e-2f1f8f2f8a11' })
  for (let i = 0; i < 9; i++) other.annotate(annotationOf('Anderer Fall'))
  await other.close()
})

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
    const file = tampered(sound.file, sql.replace(':foreign', `'${foreign}'`))
    const verification = judged(file)
    const [entry] = first.split(' ')
    expect(faultsOf(verification)).toContain(first)
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
    const file = changed(sound.file, `PRAGMA legacy_alter_table = ON; ${sql}`)
    const verification = judged(file)
    expect([verification.verdict, verification.subIndication]).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE'])
    expect(faultsOf(verification)).toContain('0 schemaChanged')
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
    const verification = judged(file)
    expect([verification.verdict, verification.subIndication, verification.cryptography]).toEqual([
      'INDETERMINATE',
      'NO_CERTIFICATE_CHAIN_FOUND',
      'passed',
    ])
  })
})

describe('nothing is alleged about ledgers that nobody altered', () => {
  test.for([
    ['as it was closed', ''],
    ['put together anew by another tool', 'VACUUM;'],
    ['without a journal', 'PRAGMA journal_mode = DELETE;'],
    ['with larger pages', 'PRAGMA journal_mode = DELETE; PRAGMA page_size = 16384; VACUUM;'],
  ] as const)('%s', ([, sql]) => {
    const verification = judged(changed(sound.file, sql))
    expect([verification.verdict, faultsOf(verification), verification.root]).toEqual([
      'TOTAL-PASSED',
      [],
      judged(sound.file).root,
    ])
  })
})
