import type { LedgerCheck } from './entry-facts.ts'

/** Every reason that a finding of a ledger can have, by check. Each has its sentence under `ledger.reason`. */
export const ledgerReasons = {
  schema: [
    'schemaChanged',
    'schemaUnreadable',
    'notALedger',
    'newerVersion',
    'journalMissing',
    'schemaUnknownInCheckpoint',
  ],
  sequence: ['entryMissing', 'entryMalformed', 'entryMoved', 'entryOfOtherLedger', 'ledgerEmpty'],
  chain: ['chainBroken'],
  entrySignature: ['entrySignatureInvalid', 'grantErased', 'signaturesLeftOut'],
  sessionGrant: [
    'grantMalformed',
    'grantSignatureInvalid',
    'grantOfOtherLedger',
    'grantOfOtherAuthor',
    'grantForOtherHead',
    'entryWithoutGrant',
    'entryAfterClose',
    'entryOfOtherAuthor',
    'entryAfterExpiry',
  ],
  payload: [
    'payloadChanged',
    'payloadNotCanonical',
    'payloadMissing',
    'payloadWithoutEntry',
    'erasedWithNote',
    'withheldAsPersonal',
    'noteMalformed',
    'erasedWithoutNote',
  ],
  checkpoint: [
    'checkpointMalformed',
    'checkpointOfOtherLedger',
    'checkpointOfOtherSession',
    'checkpointOfOtherRoot',
    'checkpointSignatureInvalid',
    'checkpointOfOtherAuthor',
    'openEnd',
    'closedByNext',
  ],
  clock: ['clockSetBack'],
  identity: [
    'trustNotJudged',
    'notTrusted',
    'notEntitled',
    'certificateExpired',
    'certificateRevoked',
    'revocationUnknown',
  ],
  anchor: [
    'noAnchor',
    'provedUpTo',
    'behindAnchor',
    'otherThanAnchor',
    'anchorOfOtherLedger',
    'anchorForged',
    'anchorMalformed',
    'lossAccepted',
    'headNotKept',
  ],
} as const satisfies Record<LedgerCheck, readonly string[]>

export type LedgerReason = (typeof ledgerReasons)[LedgerCheck][number]
