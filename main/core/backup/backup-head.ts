import { canonicalBytes } from '../canonical.ts'
import { unsafeName } from '../container/entry-name.ts'
import { parseObject, textOf } from '../ledger/json-shape.ts'

/** The root file of a case's backup, and where the case lies in it. */
export const backupNames = { head: 'backup.json', folder: 'case/' } as const

const format = 'asservat-backup/1'

/** What a backup says of itself. */
export interface BackupHead {
  readonly caseId: string
  /** File number, or the bundle's name. */
  readonly name: string
  /** RFC 3339, UTC. */
  readonly at: string
  readonly program: string
  /** Whether what personal notes say is in it. */
  readonly personal: boolean
}

export function printBackupHead(head: BackupHead): Uint8Array {
  return canonicalBytes({ format, ...head })
}

/** The head, or undefined for anything else. */
export function parseBackupHead(bytes: Uint8Array): BackupHead | undefined {
  const read = parseObject(bytes, ['format', 'caseId', 'name', 'at', 'program', 'personal'])
  if (!read || read['format'] !== format || typeof read['personal'] !== 'boolean') return undefined
  const [caseId, name, at, program] = ['caseId', 'name', 'at', 'program'].map((key) => textOf(read[key]))
  if (caseId === undefined || name === undefined || at === undefined || program === undefined)
    return undefined
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(caseId)) return undefined
  return { caseId, name, at, program, personal: read['personal'] }
}

const kept = ['drafts', 'stills', 'reports', 'chains', 'disclosures']

/**
 * Whether a path (with slashes) belongs to a case folder as a backup holds it. Nothing else is written when one is
 * restored: no way out of the folder, no name that a system reads in its own way.
 */
export function isCasePath(path: string): boolean {
  if (['case.json', 'findings.ledger', 'access.ledger'].includes(path)) return true
  const [folder, ...rest] = path.split('/')
  return kept.includes(folder ?? '') && rest.length > 0 && unsafeName(path) === undefined
}
