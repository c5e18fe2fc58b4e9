import { basename } from 'node:path'
import type { LedgerFailure } from '../core/failure.ts'
import { parseAnchor } from '../core/ledger/anchor.ts'
import type { Session } from '../core/ledger/session-check.ts'
import type { LedgerFinding } from '../core/ledger/entry-facts.ts'
import type { LedgerVerification, SessionSummary } from '../core/ledger/ledger-judgement.ts'
import { firstBad } from '../core/ledger/open-check.ts'
import { ledgerCryptography, ledgerVerdict } from '../core/ledger/verdict.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { checkDatabase, type Checked, type ReadPorts } from './check-database.ts'
import { lacksJournal } from './file-kind.ts'
import { heldHere } from './held-files.ts'
import { leftWithoutJournal } from './holder.ts'
import { takeSnapshot } from './snapshot.ts'

/**
 * Judges a ledger's file from its first byte to its last entry and writes nothing. `anchor` is a checkpoint that was kept
 * elsewhere: without one nobody can tell whether entries were cut from the end. Every file that can be read gets a
 * verdict.
 */
export function verifyLedgerFile(
  file: string,
  ports: ReadPorts,
  nativeBinding: string | undefined,
  anchor?: Uint8Array,
): Result<LedgerVerification, LedgerFailure> {
  const name = basename(file)
  const remembered = anchor && parseAnchor(anchor)
  // Asked before anything else opens the file: of a held one this would let go.
  if (!heldHere(file) && lacksJournal(file)) return ok(stranger(name, 'journalMissing'))
  const snapshot = takeSnapshot(file, nativeBinding)
  if (!snapshot.ok) {
    const { code } = snapshot.failure
    if (code === 'ledger.notALedger') return ok(stranger(name, 'notALedger'))
    return code === 'ledger.altered' ? ok(stranger(name, 'schemaUnreadable')) : fail(snapshot.failure)
  }
  try {
    const checked = checkDatabase(snapshot.value.db, {
      ports,
      nativeBinding,
      anchors: remembered ? [remembered] : [],
    })
    const foreign = anchor && !remembered ? [malformedAnchor] : []
    const cut = leftWithoutJournal(file) ? [journalMissing] : []
    return ok(verificationOf(name, checked, [...cut, ...foreign]))
  } finally {
    snapshot.value.close()
  }
}

const malformedAnchor: LedgerFinding = {
  check: 'anchor',
  state: 'notChecked',
  reason: 'anchorMalformed',
}

const journalMissing: LedgerFinding = { check: 'schema', state: 'notChecked', reason: 'journalMissing' }

function verificationOf(file: string, checked: Checked, more: readonly LedgerFinding[]): LedgerVerification {
  if (checked.kind === 'notALedger') return stranger(file, 'notALedger')
  if (checked.kind === 'newer') return stranger(file, 'newerVersion')
  const { chain } = checked
  const facts = { ...checked.facts, findings: [...checked.facts.findings, ...more] }
  const verdict = ledgerVerdict(facts.findings)
  const gone = chain.absence()
  return {
    file,
    verdict: verdict.indication,
    subIndication: verdict.subIndication,
    cryptography: ledgerCryptography(facts.findings),
    ledger: chain.named?.ledger ?? null,
    case: chain.named?.case ?? null,
    ...facts,
    firstBad: firstBad(facts.findings)?.entry ?? null,
    provedUpTo: chain.provedUpTo,
    sessions: sessionsOf(chain.sessions),
    erased: gone.erased,
    missing: gone.missing,
  }
}

export function sessionsOf(sessions: readonly Session[]): readonly SessionSummary[] {
  return sessions.map((session) => ({
    from: session.seq,
    to: session.last,
    signer: session.certificate?.subject ?? null,
    certificate: session.certificate?.sha256 ?? null,
    closed: session.closed,
  }))
}

/** The verdict on a file that holds no ledger that this program can read. */
export function stranger(
  file: string,
  reason: 'notALedger' | 'newerVersion' | 'schemaUnreadable' | 'journalMissing',
): LedgerVerification {
  const undecided = reason === 'newerVersion' || reason === 'journalMissing'
  const state = undecided ? 'notChecked' : 'failed'
  return {
    file,
    verdict: undecided ? 'INDETERMINATE' : 'TOTAL-FAILED',
    subIndication: undecided ? null : 'FORMAT_FAILURE',
    cryptography: 'notChecked',
    ledger: null,
    case: null,
    entries: 0,
    root: '',
    head: '',
    checkedTo: 0,
    findings: [{ check: 'schema', state, reason }],
    firstBad: null,
    provedUpTo: 0,
    sessions: [],
    erased: 0,
    missing: 0,
  }
}
