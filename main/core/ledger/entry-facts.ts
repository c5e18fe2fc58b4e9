import type { Annotation } from '../annotation/annotation.ts'
import type { Json } from '../canonical.ts'
import type { Finding } from '../seal/finding.ts'

/** Kinds of entry of the findings ledger, and last the one of the access log. What a personal note says never leaves. */
export const entryKinds = [
  'sessionGrant',
  'bundleOpened',
  'sealChecked',
  'chunkBroken',
  'clipViewed',
  'annotation',
  'correction',
  'withdrawal',
  'stillExported',
  'copyDisclosed',
  'clockSet',
  'reportSigned',
  'checkpoint',
  'import',
  'countersignature',
  'blindReview',
  'decision',
  'trustChanged',
  'deletionNote',
  'personalNote',
  'accessed',
] as const

export type EntryKind = (typeof entryKinds)[number]

/** One entry as people read it. */
export interface EntryFacts {
  /** From 1, without gaps. */
  readonly seq: number
  readonly kind: EntryKind
  /** RFC 3339, UTC, milliseconds. */
  readonly time: string
  /** Common name of the identity that granted the session. */
  readonly author: string
  /** Leaf hash, lower-case hex. */
  readonly hash: string
  /** For annotation and correction. */
  readonly annotation: Annotation | null
  /** The entry that this one corrects or withdraws. */
  readonly supersedes: number | null
  /** The entry that corrected or withdrew this one. */
  readonly supersededBy: number | null
  readonly withdrawn: boolean
  /** Reason of a correction or withdrawal. */
  readonly reason: string | null
  /** What became of what the entry says; absent means present. */
  readonly payload?: PayloadState
  /** What the entry says, as it was committed to; null when it is not there. */
  readonly data?: Json | null
}

/**
 * `withheld`: left out of a copy on purpose; `erased`: by a signed deletion note; `missing`: gone without one;
 * `altered`: not what was signed, and therefore not shown.
 */
export type PayloadState = 'present' | 'withheld' | 'erased' | 'missing' | 'altered'

/** What is known of a ledger's soundness. */
export interface LedgerFacts {
  readonly entries: number
  /** Merkle root over all leaves, lower-case hex. */
  readonly root: string
  /** Hash of the last leaf, lower-case hex. */
  readonly head: string
  /** Checked up to this entry. */
  readonly checkedTo: number
  readonly findings: readonly LedgerFinding[]
}

/** What is looked at in a ledger. */
export type LedgerCheck =
  | 'schema'
  | 'sequence'
  | 'chain'
  | 'entrySignature'
  | 'sessionGrant'
  | 'payload'
  | 'checkpoint'
  | 'clock'
  | 'identity'
  | 'anchor'

/** The same three states as for seals; `entry` is the first bad one. */
export interface LedgerFinding {
  readonly check: LedgerCheck
  readonly state: Finding['state']
  readonly reason?: string
  readonly entry?: number
  readonly facts?: Readonly<Record<string, string | number>>
}
