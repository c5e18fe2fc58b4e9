import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import { searchTextOf } from '../core/ledger/search-text.ts'

/**
 * Words of a ledger's entries in a file of its own. It is no evidence and proves nothing: whoever loses it, or doubts
 * it, lets it be built again from the ledger.
 */
export interface SearchIndex {
  /** Brings the index up to the ledger: adds what is new, begins again where it belongs to another history. */
  follow(entries: readonly EntryFacts[]): void
  /** Adds entries that follow what is there. */
  add(entries: readonly EntryFacts[]): void
  /** Numbers of the entries in which every word of the question occurs (beginnings count), newest first. */
  find(question: string, most: number): readonly number[]
  close(): void
}

/** Opens the index in that file, or a new one where the file is none of ours. */
export function openSearchIndex(file: string, nativeBinding: string | undefined): SearchIndex {
  const db = openTables(file, nativeBinding)
  const marker = db.prepare('SELECT seq, hash FROM followed').raw()
  const mark = db.prepare('INSERT OR REPLACE INTO followed (id, seq, hash) VALUES (1, ?, ?)')
  const insert = db.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)')
  const matching = db
    .prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?')
    .pluck()
  const wordFrom = db.prepare('SELECT term FROM occurrences WHERE term >= ? LIMIT 1').pluck()
  const add = db.transaction((entries: readonly EntryFacts[]) => {
    for (const entry of entries) insert.run(entry.seq, searchTextOf(entry))
    const last = entries.at(-1)
    if (last) mark.run(last.seq, last.hash)
  })
  const follow = db.transaction((entries: readonly EntryFacts[]) => {
    const [seq, hash] = (marker.get() as [number, string] | undefined) ?? [0, '']
    const same = seq === 0 || entries[seq - 1]?.hash === hash
    if (!same) db.exec('DELETE FROM words; DELETE FROM followed')
    add(entries.slice(same ? seq : 0))
  })
  return {
    follow: (entries) => follow(entries),
    add: (entries) => add(entries),
    find(question, most) {
      const query = queryFor(question, (start) => wordFrom.get(start))
      return query === '' ? [] : (matching.all(query, most) as number[])
    },
    close: () => void db.close(),
  }
}

/** So many words with one beginning are looked for: of a beginning that more have, the first ones in the alphabet. */
const mostEndings = 64

/** Words of the index with one beginning, by leaps: to list a word, none of its occurrences is counted. */
function wordsFrom(beginning: string, wordFrom: (start: string) => unknown): string[] {
  const found: string[] = []
  for (let start = beginning; found.length < mostEndings;) {
    const word = wordFrom(start)
    if (typeof word !== 'string' || !word.startsWith(beginning)) return found
    found.push(word)
    // The least text that comes after the word.
    start = `${word}\u0000`
  }
  return found
}

/**
 * Each word of the question as the words of the index that begin with it. FTS5's own search by beginnings reads every
 * occurrence before it answers; single words it reads from the newest on.
 */
function queryFor(question: string, wordFrom: (start: string) => unknown): string {
  const beginnings = question.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const found = beginnings.map((word) => {
    const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    return wordsFrom(plain, wordFrom)
  })
  if (found.length === 0 || found.some((words) => words.length === 0)) return ''
  return found.map((words) => `(${words.map((word) => `"${word}"`).join(' OR ')})`).join(' AND ')
}

function openTables(file: string, nativeBinding: string | undefined): Database.Database {
  const options = nativeBinding === undefined ? {} : { nativeBinding }
  const tables = `CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE IF NOT EXISTS occurrences USING fts5vocab (words, instance);
    CREATE TABLE IF NOT EXISTS followed (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL)`
  for (const attempt of ['as found', 'anew']) {
    if (attempt === 'anew') rmSync(file, { force: true })
    const db = new Database(file, options)
    try {
      // It can be built again: nothing here has to survive the power going.
      db.pragma('synchronous = OFF')
      db.exec(tables)
      return db
    } catch (error) {
      db.close()
      if (!(error instanceof Database.SqliteError) || attempt === 'anew') throw error
    }
  }
  throw new Error('unreachable')
}
