import { parseBody } from '../core/ledger/entry.ts'
import type { CopiedEntry } from '../core/ledger/entry-line.ts'
import type { LedgerFailure } from '../core/failure.ts'
import { ok, type Result } from '../core/result.ts'
import { entryRows } from '../ledger/entry-rows.ts'
import { takeSnapshot } from '../ledger/snapshot.ts'

/** The first `size` entries of a ledger's file as they are stored, also while this program holds it. */
export function copiedRows(
  file: string,
  size: number,
  nativeBinding: string | undefined,
): Result<readonly CopiedEntry[], LedgerFailure> {
  const snapshot = takeSnapshot(file, nativeBinding)
  if (!snapshot.ok) return snapshot
  try {
    const { db } = snapshot.value
    const erased = new Set(db.prepare('SELECT seq FROM erased').pluck().all())
    return ok(
      [...entryRows(db, 1, size)].map((entry) => {
        if (entry.payload) return { ...entry, state: 'present' as const }
        const personal = parseBody(entry.body)?.kind === 'personalNote'
        const gone = erased.has(entry.seq) ? 'erased' : 'missing'
        return { ...entry, state: personal ? ('withheld' as const) : gone }
      }),
    )
  } finally {
    snapshot.value.close()
  }
}
