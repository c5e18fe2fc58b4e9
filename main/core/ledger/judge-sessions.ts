import type { Faults } from './faults.ts'
import type { Session } from './session-check.ts'

/** A ledger after its last entry was read: how many there are, and how many of them an identity has signed for. */
export interface LedgerEnd {
  readonly size: number
  readonly covered: number
}

/** Tells of each session how it ended, what was lost before it, and whether its owner can be believed. */
export function judgeSessions(sessions: readonly Session[], end: LedgerEnd, faults: Faults): void {
  const last = sessions.at(-1)
  for (const session of sessions) {
    if (session.loss !== '') faults.told('anchor', 'lossAccepted', session.seq, { reason: session.loss })
    // A program died; the next grant has signed the head that it left behind, so nothing is open.
    if (!session.closed && session !== last)
      faults.told('checkpoint', 'closedByNext', session.last, { session: session.seq })
    tellIdentity(session, faults)
  }
  const isClosed = last?.closed === true && end.covered >= end.size - 1
  if (last && !isClosed) faults.told('checkpoint', 'openEnd', end.covered + 1, { covered: end.covered })
}

function tellIdentity({ seq, certificate, trust, doubt }: Session, faults: Faults): void {
  if (!certificate || trust === 'passed') return
  const reason = doubt ?? (trust === 'failed' ? 'notTrusted' : 'trustNotJudged')
  const { subject, notBefore, notAfter } = certificate
  faults.told('identity', reason, seq, { signer: subject, notBefore, notAfter })
}
