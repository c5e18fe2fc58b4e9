/** What is done to the sound ledger with the triggers off, and the first thing that must be found: "entry reason". */
export const attacks: readonly (readonly [name: string, sql: string, first: string])[] = [
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
    '4 erasedWithoutNote',
  ],
  [
    'an entry marked as erased by an entry that is no deletion note',
    'INSERT INTO erased VALUES (4, 14);',
    '4 erasedWithoutNote',
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

/** Changes to what the file is made of. */
export const schemaAttacks = [
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
] as const

/** What other tools do to a file and what changes nothing that was said. */
export const harmless = [
  ['as it was closed', ''],
  ['put together anew by another tool', 'VACUUM;'],
  ['without a journal', 'PRAGMA journal_mode = DELETE;'],
  ['with larger pages', 'PRAGMA journal_mode = DELETE; PRAGMA page_size = 16384; VACUUM;'],
] as const
