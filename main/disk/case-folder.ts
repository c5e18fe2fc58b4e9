import { randomUUID } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readCaseNote, writeCaseNote } from './case-note.ts'
import { exists } from './write-once.ts'

/** Where one case's ledgers, stills and reports lie. File numbers are data, never part of a path. */
export interface CaseFolder {
  readonly id: string
  readonly path: string
  readonly findings: string
  /** The access log: other law, other period. */
  readonly access: string
  readonly reports: string
}

/** The case that holds a bundle (named by its manifest digest), made when there is none. */
export async function caseFolderFor(home: string, bundle: string): Promise<CaseFolder> {
  const known = await findCaseOf(home, bundle)
  if (known) return known
  const made = folderAt(casesIn(home), randomUUID())
  await mkdir(made.reports, { recursive: true })
  await writeCaseNote(made.path, { bundles: [bundle], known: [] })
  return made
}

/** The case that holds a bundle; undefined while none does. One bundle is in one case. */
export async function findCaseOf(home: string, bundle: string): Promise<CaseFolder | undefined> {
  const cases = casesIn(home)
  await mkdir(cases, { recursive: true })
  for (const id of (await readdir(cases)).sort()) {
    if ((await readCaseNote(join(cases, id)))?.bundles.includes(bundle)) return folderAt(cases, id)
  }
  return undefined
}

/**
 * A case with records whose list of bundles cannot be read, by its folder's name; undefined when there is none. As
 * long as there is one, a new case might split the records of a bundle that it holds.
 */
export async function unreadableCaseIn(home: string): Promise<string | undefined> {
  for (const id of (await readdir(casesIn(home))).sort()) {
    const { path, findings } = caseFolderOf(home, id)
    if ((await exists(findings)) && !(await readCaseNote(path))) return id
  }
  return undefined
}

/** Where the case of that UUID lies, whether or not it is there. */
export function caseFolderOf(home: string, id: string): CaseFolder {
  return folderAt(casesIn(home), id)
}

function casesIn(home: string): string {
  return join(home, 'cases')
}

function folderAt(cases: string, id: string): CaseFolder {
  const path = join(cases, id)
  return {
    id,
    path,
    findings: join(path, 'findings.ledger'),
    access: join(path, 'access.ledger'),
    reports: join(path, 'reports'),
  }
}
