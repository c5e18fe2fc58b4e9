import { copyFileSync } from 'node:fs'
import type { LedgerFinding } from '../../main/core/ledger/entry-facts.ts'
import type { LedgerVerification } from '../../main/core/ledger/ledger-judgement.ts'
import { verifyLedgerFile } from '../../main/ledger/verify-ledger.ts'
import { annotationOf } from './ledger-annotation.ts'
import { closedLedger, newFile, opened, trustingPorts } from './ledger-case.ts'
import { nativeBinding } from './ledger-identity.ts'

/** A ledger of three sessions that nobody altered, and what was kept of it elsewhere. */
export interface SoundLedger {
  /** Grant 1, annotations 2-6, checkpoint 7; grant 8, annotations 9-10, checkpoint 11; grant 12, checkpoints 13 and 14. */
  readonly file: string
  /** The note of a checkpoint over the first twelve entries. */
  readonly anchor: Uint8Array
}

export async function soundLedger(): Promise<SoundLedger> {
  const file = newFile()
  copyFileSync(await closedLedger(5), file)
  const second = await opened(file)
  for (const text of ['Später gesehen', 'Noch später']) second.annotate(annotationOf(text))
  await second.close()
  const third = await opened(file)
  const checkpoint = await third.checkpoint()
  if (!checkpoint.ok) throw new Error(checkpoint.failure.code)
  await third.close()
  return { file, anchor: Buffer.from(checkpoint.value.note) }
}

/** The judgement on a file that can be read. */
export function judged(file: string, anchor?: Uint8Array, ports = trustingPorts()): LedgerVerification {
  const verified = verifyLedgerFile(file, ports, nativeBinding, anchor)
  if (!verified.ok) throw new Error(JSON.stringify(verified.failure))
  return verified.value
}

/** What failed, as "entry reason". */
export function faultsOf(verification: LedgerVerification): string[] {
  return verification.findings
    .filter((finding: LedgerFinding) => finding.state === 'failed')
    .map((finding) => `${finding.entry} ${finding.reason}`)
}
