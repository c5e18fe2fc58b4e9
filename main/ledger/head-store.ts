import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseAnchor, printAnchor, type Anchor } from '../core/ledger/anchor.ts'
import { originOf, type LedgerName } from '../core/ledger/entry.ts'
import type { LedgerFacts } from '../core/ledger/entry-facts.ts'
import { fromHex } from '../core/bytes.ts'

/** Remembers, in another folder than the ledger's, how far the ledger had come: an older copy then gives itself away. */
export interface HeadStore {
  /** What was remembered last, or undefined. A file that is not an anchor counts as none. */
  read(): Anchor | undefined
  /** Whether it is kept now and survives the power going. That it cannot be kept never stops the ledger. */
  write(facts: Pick<LedgerFacts, 'entries' | 'root'>): boolean
}

export function headStore(folder: string, ledger: LedgerName, caseId: string): HeadStore {
  const path = join(folder, `${caseId}.${ledger}.head`)
  return {
    read: () => readAnchor(path),
    write(facts) {
      const root = fromHex(facts.root)
      if (!root) return false
      const anchor = printAnchor({ origin: originOf(ledger, caseId), size: facts.entries, root })
      try {
        replace(folder, path, anchor)
        return true
      } catch (error) {
        if (error instanceof Error && 'code' in error) return false
        throw error
      }
    },
  }
}

function readAnchor(path: string): Anchor | undefined {
  try {
    return parseAnchor(readFileSync(path))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

function replace(folder: string, path: string, bytes: Uint8Array): void {
  mkdirSync(folder, { recursive: true })
  const aside = `${path}.${process.pid}.part`
  const handle = openSync(aside, 'w')
  try {
    writeSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(aside, path)
}
