import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { newFile } from './ledger-case.ts'

/** Runs SQL on a file with the sqlite3 command line, as an attacker would. */
export function sqlite(file: string, sql: string): string {
  const run = spawnSync('sqlite3', ['-bail', file], { input: sql, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  return run.stdout
}

/** The SQL with all triggers of the file off before it and put back to the letter after it. */
export function withoutTriggers(file: string, sql: string): string {
  const triggers = sqlite(file, "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger';")
  const names = sqlite(file, "SELECT name FROM sqlite_schema WHERE type = 'trigger';").trim().split('\n')
  const drops = names.map((name) => `DROP TRIGGER ${name};`).join('')
  return `PRAGMA foreign_keys = OFF; ${drops} ${sql} ${triggers}`
}

/** A copy of the ledger on which the SQL was run with all triggers off. */
export function tampered(file: string, sql: string): string {
  const copy = newFile()
  copyFileSync(file, copy)
  sqlite(copy, withoutTriggers(copy, sql))
  return copy
}

/** A copy on which the SQL was run as it is. */
export function changed(file: string, sql: string): string {
  const copy = newFile()
  copyFileSync(file, copy)
  sqlite(copy, sql)
  return copy
}
