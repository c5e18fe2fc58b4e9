import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Failure } from './core/failure.ts'
import type { JudgedLedger } from './core/ledger/ledger-judgement.ts'
import { ok, type Result } from './core/result.ts'
import { openReadOnly } from './disk/open-read-only.ts'
import { ledgerPorts } from './ipc/ledger-ports.ts'
import { heldByUs, type Judging } from './judge.ts'
import { fileKind } from './ledger/file-kind.ts'
import { heldHere } from './ledger/held-files.ts'
import { looksLikeExtract, verifyExtractFile } from './ledger/verify-extract-file.ts'
import { verifyLedgerFile } from './ledger/verify-ledger.ts'

/** Judges a copy of a ledger, or an extract of one; undefined when the file is neither by its first bytes. */
export async function judgeLedger(
  path: string,
  judging: Judging,
  nativeBinding: string | undefined,
): Promise<Result<JudgedLedger | undefined, Failure>> {
  if (heldHere(path)) return heldByUs(path)
  const name = basename(path)
  const ports = ledgerPorts(judging)
  if (fileKind(path) === 'ledger') {
    const { size } = await stat(path)
    const judged = verifyLedgerFile(path, ports, nativeBinding)
    return judged.ok ? ok({ form: 'ledger', name, size, judgement: judged.value }) : judged
  }
  const extract = await extractIn(path)
  if (!extract.ok || !extract.value) return extract.ok ? ok(undefined) : extract
  const judgement = verifyExtractFile(path, extract.value, ports, nativeBinding)
  return ok({ form: 'extract', name, size: extract.value.length, judgement })
}

/** The bytes of an extract; undefined where the file may be a ledger, which only SQLite opens, or anything else. */
export async function extractIn(path: string): Promise<Result<Uint8Array | undefined, Failure>> {
  const file = await openReadOnly(path)
  if (!file.ok) return file
  const { size } = file.value
  const looks = looksLikeExtract(await file.value.read(0, Math.min(16, size)))
  const bytes = looks ? await file.value.read(0, size) : undefined
  await file.value.close()
  return ok(bytes)
}
