import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { newFile } from './ledger-case.ts'

/** Runs SQL on a file with the sqlite3 command line, as an attacker would. */
export function sqlite(file: string, sql: string): string {
  const run = spawnSync('sqlite3', ['-bail', file], { input: sql, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  return run.stdout
}

/** A copy of the ledger on which the SQL was run with all triggers off and then put back to the letter. */
export function tampered(file: string, sql: string): string {
  const copy = newFile()
  copyFileSync(file, copy)
  const triggers = sqlite(copy, "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger';")
  const names = sqlite(copy, "SELECT name FROM sqlite_schema WHERE type = 'trigger';").trim().split('\n')
  sqlite(
    copy,
    `PRAGMA foreign_keys = OFF; ${names.map((name) => `DROP TRIGGER ${name};`).join('')} ${sql} ${triggers}`,
  )
  return copy
}

/** A copy on which the SQL was run as it is. */
export function changed(file: string, sql: string): string {
  const copy = newFile()
  copyFileSync(file, copy)
  sqlite(copy, sql)
  return copy
}
