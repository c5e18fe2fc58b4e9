/** A deed done to a ledger by the sqlite3 command line, and how it must be named. */
export interface LedgerAttack {
  readonly what: string
  readonly sql: string
  readonly reason: string
  /** The entry that must be named; null is the one behind the last. */
  readonly entry: number | null
  readonly keepsTriggers?: boolean
}

const text = (column: string, from: string, to: string): string =>
  `${column}=cast(replace(cast(${column} as text),'${from}','${to}') as blob)`
const remove = (seq: number): string =>
  `delete from payload where seq=${seq};delete from entry where seq=${seq};`
const swap = (table: string, one: number, other: number): string =>
  [
    `update ${table} set seq=999 where seq=${one}`,
    `${one} where seq=${other}`,
    `${other} where seq=999`,
  ].join(`;update ${table} set seq=`) + ';'
const last = '(select max(seq) from entry)'

export const ledgerAttacks: readonly LedgerAttack[] = [
  {
    what: 'a changed body',
    sql: `update entry set ${text('body', '2026-', '2025-')},signature=signature where seq=4;`,
    reason: 'entrySignatureInvalid',
    entry: 4,
  },
  {
    what: 'a blank in a body',
    sql: `update entry set ${text('body', '{"author"', '{ "author"')} where seq=3;`,
    reason: 'entryMalformed',
    entry: 3,
  },
  {
    what: 'a changed signature',
    sql: `update entry set signature=cast(substr(signature,1,63)||x'00' as blob) where seq=3;`,
    reason: 'entrySignatureInvalid',
    entry: 3,
  },
  {
    what: 'a changed text',
    sql: `update payload set ${text('data', 'other', 'wound')} where seq=4;`,
    reason: 'payloadChanged',
    entry: 4,
  },
  {
    what: 'another salt',
    sql: 'update payload set salt=randomblob(32) where seq=4;',
    reason: 'payloadChanged',
    entry: 4,
  },
  { what: 'two contents exchanged', sql: swap('payload', 3, 4), reason: 'payloadChanged', entry: 3 },
  {
    what: 'a content taken away',
    sql: 'delete from payload where seq=4;',
    reason: 'payloadMissing',
    entry: 4,
  },
  {
    what: 'a content erased without a note',
    sql: 'delete from payload where seq=4;insert into erased values(4,5);',
    reason: 'erasedWithoutNote',
    entry: 4,
  },
  {
    what: 'a content more',
    sql: `insert into payload values(${last}+1,randomblob(32),cast('{}' as blob));`,
    reason: 'payloadWithoutEntry',
    entry: null,
  },
  {
    what: 'two entries exchanged',
    sql: swap('entry', 3, 4) + swap('payload', 3, 4),
    reason: 'entryMoved',
    entry: 3,
  },
  { what: 'an entry taken out', sql: remove(3), reason: 'entryMissing', entry: 3 },
  {
    what: 'an entry taken out and the rest moved up',
    sql: `${remove(3)}update entry set seq=seq-1 where seq>3;update payload set seq=seq-1 where seq>3;`,
    reason: 'entryMoved',
    entry: 3,
  },
  { what: 'the first entry taken out', sql: remove(1), reason: 'entryMissing', entry: 1 },
  {
    what: 'the last entry written twice',
    sql: `insert into entry select seq+1,body,signature from entry where seq=${last};`,
    reason: 'entryMoved',
    entry: null,
  },
  { what: 'its triggers gone', sql: 'select 1;', reason: 'schemaChanged', entry: 0, keepsTriggers: false },
  { what: 'a view more', sql: 'create view v as select * from entry;', reason: 'schemaChanged', entry: 0 },
  { what: 'an index more', sql: 'create index i on entry(body);', reason: 'schemaChanged', entry: 0 },
]
