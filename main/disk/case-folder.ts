import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from './replace-file.ts'

/** Where one case's ledgers, stills and reports lie. File numbers are data, never part of a path. */
export interface CaseFolder {
  readonly id: string
  readonly path: string
  readonly findings: string
  /** The access log: other law, other period. */
  readonly access: string
  readonly reports: string
}

interface CaseNote {
  readonly bundles: readonly string[]
}

/** The case that holds a bundle (named by its manifest digest), made when there is none. */
export async function caseFolderFor(home: string, bundle: string): Promise<CaseFolder> {
  const cases = join(home, 'cases')
  await mkdir(cases, { recursive: true })
  for (const id of (await readdir(cases)).sort()) {
    if ((await noteOf(join(cases, id)))?.bundles.includes(bundle)) return folderAt(cases, id)
  }
  const made = folderAt(cases, randomUUID())
  await mkdir(made.reports, { recursive: true })
  await replaceFile(join(made.path, 'case.json'), JSON.stringify({ bundles: [bundle] } satisfies CaseNote))
  return made
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

async function noteOf(folder: string): Promise<CaseNote | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(join(folder, 'case.json'), 'utf8'))
    return isNote(note) ? note : undefined
  } catch {
    // Anything else may stand in that folder; it is only no case of ours.
    return undefined
  }
}

function isNote(value: unknown): value is CaseNote {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bundles' in value &&
    Array.isArray(value.bundles) &&
    value.bundles.every((bundle) => typeof bundle === 'string')
  )
}
