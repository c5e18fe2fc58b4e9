import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { LedgerFailure } from '../core/failure.ts'

/** Sees whether ledger and journal are still the files that were opened. */
export interface FileWatch {
  /** The failure to answer with when they are not, or undefined. */
  gone(): LedgerFailure | undefined
  /** From now on they count as gone. */
  giveUp(): void
}

/**
 * Some systems let a file be removed while it is open: what is written then is nowhere. So before each write the name
 * must still lead to the same file.
 */
export function watchFiles(file: string): FileWatch {
  const failure: LedgerFailure = { code: 'ledger.gone', name: basename(file) }
  const own = fileIdOf(file)
  let journal: string | undefined
  let given = false
  return {
    gone() {
      if (given || fileIdOf(file) !== own) return failure
      const now = fileIdOf(`${file}-wal`)
      // The journal comes into being with the first write and stays until the ledger is closed.
      if (journal !== undefined && now !== journal) return failure
      journal = now
      return undefined
    },
    giveUp() {
      given = true
    },
  }
}

function fileIdOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev} ${stat.ino}`
}
