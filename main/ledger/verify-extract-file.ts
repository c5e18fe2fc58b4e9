import { basename } from 'node:path'
import { fromUtf8 } from '../core/bytes.ts'
import type { LedgerVerification } from '../core/ledger/ledger-judgement.ts'
import { parseExtract } from '../core/ledger/extract.ts'
import { firstBad } from '../core/ledger/open-check.ts'
import { ledgerCryptography, ledgerVerdict } from '../core/ledger/verdict.ts'
import { verifyExtract } from '../core/ledger/verify-extract.ts'
import type { ReadPorts } from './check-database.ts'
import { openInMemory } from './open-database.ts'
import { knownSchemas } from './schema/schema.ts'
import { sessionsOf, stranger } from './verify-ledger.ts'

/** Whether the bytes begin as an extract does: a line of canonical JSON that names a case. */
export function looksLikeExtract(bytes: Uint8Array): boolean {
  return fromUtf8(bytes.subarray(0, 8)) === '{"case":'
}

/** Judges an extract by itself, in the words of a ledger's judgement; `entries` counts those that it shows. */
export function verifyExtractFile(
  file: string,
  bytes: Uint8Array,
  ports: ReadPorts,
  nativeBinding: string | undefined,
): LedgerVerification {
  const extract = parseExtract(fromUtf8(bytes) ?? '')
  if (!extract) return stranger(basename(file), 'notALedger')
  const schemas = [...knownSchemas(ports.sha256, () => openInMemory(nativeBinding)).values()]
  const { findings, whole, sessions } = verifyExtract(ports, schemas, extract)
  const verdict = ledgerVerdict(findings)
  const states = extract.entries.map(({ state }) => state)
  return {
    ...stranger(basename(file), 'notALedger'),
    verdict: verdict.indication,
    subIndication: verdict.subIndication,
    cryptography: ledgerCryptography(findings),
    ledger: extract.ledger,
    case: extract.case,
    entries: extract.entries.length,
    root: extract.root,
    checkedTo: extract.size,
    findings,
    firstBad: firstBad(findings)?.entry ?? null,
    provedUpTo: whole ? extract.size : 0,
    sessions: sessionsOf(sessions),
    erased: states.filter((state) => state === 'erased').length,
    missing: states.filter((state) => state === 'missing').length,
  }
}
