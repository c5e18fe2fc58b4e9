import type { Ledger } from '../../main/core/ledger/ledger.ts'
import { startSession } from '../../main/core/ledger/session.ts'
import { openForWriting } from '../../main/ledger/open-database.ts'
import { createSchema } from '../../main/ledger/schema/schema.ts'
import { sqliteStore } from '../../main/ledger/sqlite-store.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { annotationOf, caseId } from './ledger-annotation.ts'
import { makePorts } from './ledger-identity.ts'
import type { SigningIdentity } from '../../main/core/signing.ts'

/**
 * A real ledger of many entries, each signed and committed to as always, with a checkpoint every thousand; only the
 * disk is asked once a thousand entries and not once an entry.
 */
export async function writeMany(
  file: string,
  entries: number,
  identity: SigningIdentity,
  nativeBinding: string,
): Promise<void> {
  const db = openForWriting(file, nativeBinding)
  createSchema(db)
  const store = sqliteStore(db, file, sha256, nativeBinding)
  const options = {
    ledger: 'findings',
    caseId,
    identity,
    ports: makePorts(),
    schemas: [store.schema],
  } as const
  const session = await startSession(store, options)
  if (!session.ok) throw new Error(session.failure.code)
  for (let written = 1; written < entries - 1;) {
    db.exec('BEGIN IMMEDIATE')
    written = await writeSome(session.value, written, Math.min(written + 1000, entries - 1))
    db.exec('COMMIT')
  }
  await session.value.close()
}

async function writeSome(ledger: Ledger, from: number, to: number): Promise<number> {
  for (let at = from; at < to; at++) {
    const entry = ledger.annotate(annotationOf(`Beobachtung ${at}`, at % 9000, (at % 9000) + 25))
    if (!entry.ok) throw new Error(entry.failure.code)
  }
  // Lets the checkpoint that fell due be signed.
  await new Promise((resolve) => setImmediate(resolve))
  return to
}
