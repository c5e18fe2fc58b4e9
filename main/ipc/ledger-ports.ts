import { randomBytes, randomUUID } from 'node:crypto'
import type { CmsJudgement, LedgerPorts } from '../core/ledger/ports.ts'
import { sha256 } from '../crypto/hash.ts'
import { makeSessionKey, verifySession } from '../crypto/session-key.ts'
import { verifyDetached } from '../crypto/verify-detached.ts'
import type { Judging } from '../judge.ts'

/** Keys, hashes, clock and chance for a ledger, from this machine. */
export function ledgerPorts(judging: Judging): LedgerPorts {
  return {
    sha256,
    makeSessionKey,
    verifySession,
    verifyCms: (content, cms) => judgeCms(content, cms, judging),
    now: () => new Date(),
    random: (length) => randomBytes(length),
    uuid: () => randomUUID(),
  }
}

/** Whose signature it is, and whether the office trusts that person; an unknown one is told apart from a broken one. */
function judgeCms(content: Uint8Array, cms: Uint8Array, judging: Judging): CmsJudgement {
  const verified = verifyDetached(content, cms, judging.trust, judging.now(), 'reviewer')
  const certificate = verified.signers[0]?.chain[0]
  if (verified.cryptography !== 'passed' || !certificate) {
    const failed = verified.findings.find((finding) => finding.state !== 'passed')
    return { ok: false, reason: failed?.reason ?? 'signatureInvalid' }
  }
  const chain = verified.findings.find((finding) => finding.check === 'chain')
  return chain ? { ok: true, certificate, trust: chain.state } : { ok: true, certificate }
}
