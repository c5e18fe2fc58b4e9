import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { applicationId } from './schema/schema.ts'

const magic = Buffer.from('SQLite format 3\0')

/** What lies under a name, told from its first bytes: opening somebody else's database for writing would change it. */
export function fileKind(file: string): 'none' | 'ledger' | 'foreign' {
  const { head, size } = readHead(file)
  if (size === 0) return 'none'
  if (head.length < 100 || !head.subarray(0, 16).equals(magic)) return 'foreign'
  const application = head.readUInt32BE(68)
  if (application === applicationId) return 'ledger'
  // One page has no room for a table: a file whose making was cut short, all that was made is in its journal.
  return application === 0 && size <= head.readUInt16BE(16) ? 'none' : 'foreign'
}

/**
 * Whether the file is what is left of a ledger when its journal was not copied along: one page without a table, which
 * says that all the rest was written to a journal. A ledger that was never closed once looks like that.
 */
export function lacksJournal(file: string): boolean {
  const { head, size } = readHead(file)
  const isEmpty = fileKind(file) === 'none' && size > 0
  return isEmpty && head[18] === 2 && !existsSync(`${file}-wal`)
}

function readHead(file: string): { readonly head: Buffer; readonly size: number } {
  const head = Buffer.alloc(100)
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch (error) {
    // Absent or not readable: whoever opens it next is told in SQLite's words.
    if (error instanceof Error && 'code' in error) return { head, size: 0 }
    throw error
  }
  try {
    return { head: head.subarray(0, readSync(handle, head, 0, 100, 0)), size: fstatSync(handle).size }
  } finally {
    closeSync(handle)
  }
}
