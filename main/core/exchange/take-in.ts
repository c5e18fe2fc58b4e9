import { equalBytes, fromUtf8, toHex, type Hash, type Sha256 } from '../bytes.ts'
import type { ExchangeFailure, PackageFault } from '../failure.ts'
import { fail, ok, type Result } from '../result.ts'
import type { CertificateFacts } from '../seal/bundle-facts.ts'
import { ChainCheck } from '../ledger/chain-check.ts'
import { isSignedBy, parseNote } from '../ledger/checkpoint.ts'
import { originOf } from '../ledger/entry.ts'
import type { LedgerCheck, LedgerFinding } from '../ledger/entry-facts.ts'
import type { CopiedEntry } from '../ledger/entry-line.ts'
import { leafHash } from '../ledger/merkle.ts'
import { firstBad } from '../ledger/open-check.ts'
import { MerkleTree, provesConsistency, type TreeHead } from '../ledger/proofs.ts'
import type { CheckPorts, Session } from '../ledger/session-check.ts'
import { isStructural, type ExchangePackage } from './package.ts'

/** A package with the checkpoint it came with: the note, and the identity's CMS over it. */
export interface Received {
  readonly exchanged: ExchangePackage
  readonly note: Uint8Array
  readonly cms: Uint8Array
}

/** What is known of the chain already. */
export interface KnownChain {
  /** Entries 1 up to the largest size taken in without an alarm. */
  readonly entries: readonly CopiedEntry[]
  /** Every tree that this ledger has witnessed, with or without an alarm. */
  readonly witnessed: readonly TreeHead[]
}

/**
 * `fork`: the other side shows two histories; `rollback`: it shows fewer entries than it did before. Neither can come
 * about by honest work with one file.
 */
export type ExchangeAlarm = 'fork' | 'rollback'

/** A chain as it stands with the package. */
export interface TakenIn {
  readonly origin: string
  readonly size: number
  readonly root: Hash
  readonly head: Hash
  readonly alarm: ExchangeAlarm | null
  /** The first entry that is not the one known; null without a fork. */
  readonly differsAt: number | null
  /** Who signed the last session, and with it the checkpoint. */
  readonly author: CertificateFacts
  /** All entries from the first; contents that were known before are kept. */
  readonly entries: readonly CopiedEntry[]
  readonly findings: readonly LedgerFinding[]
  readonly sessions: readonly Session[]
  /** Entries that are nobody's proved word. */
  readonly unsound: ReadonlySet<number>
}

/** Why the authors of a chain cannot simply be believed; null when all of them are trusted. */
export function doubtIn({ findings }: Pick<TakenIn, 'findings'>): LedgerFinding | null {
  const whose: readonly LedgerCheck[] = ['identity', 'entrySignature']
  const open = findings.find(
    ({ check, state, reason }) => whose.includes(check) && state !== 'passed' && reason !== 'grantErased',
  )
  return open ?? null
}

/** Checks a package entry by entry and holds it against what is known; writes nothing. */
export function takeIn(
  ports: CheckPorts,
  schemas: readonly string[],
  received: Received,
  known: KnownChain,
): Result<TakenIn, ExchangeFailure> {
  const { exchanged } = received
  const misshapen = shapeFault(exchanged)
  if (misshapen !== undefined) return notSound(misshapen, 'packageMalformed')
  if (exchanged.from > known.entries.length + 1)
    return fail({ code: 'exchange.gap', from: exchanged.from, needed: known.entries.length + 1 })
  const differsAt = firstDifference(ports.sha256, exchanged, known.entries)
  const entries = joined(exchanged, known.entries, differsAt)
  const checked = checkChain(ports, schemas, exchanged, entries)
  const bad = firstBad(checked.finding)
  if (bad) return altered(bad.entry ?? 0, bad.reason ?? bad.check)
  const tree = new MerkleTree(
    ports.sha256,
    entries.map((entry) => leafHash(ports.sha256, entry.body, entry.signature)),
  )
  const author = checkpointAuthor(ports, received, checked.check, tree.root)
  if (!author) return notSound(exchanged.size, 'packageCheckpointWrong')
  if (!proofHolds(ports.sha256, exchanged, entries, tree.root))
    return notSound(exchanged.from, 'consistencyProofWrong')
  const alarm = alarmOf(ports.sha256, entries, exchanged.size, known, differsAt)
  const { size } = exchanged
  const origin = originOf(exchanged.ledger, exchanged.case)
  const found = {
    origin,
    size,
    root: tree.root,
    head: checked.check.head,
    entries,
    findings: checked.finding,
    sessions: checked.check.sessions,
    unsound: checked.check.faults.unsound,
  }
  return ok({ ...found, author, alarm, differsAt })
}

function altered(entry: number, reason: string) {
  return fail({ code: 'exchange.altered', entry, reason } as const)
}

function notSound(entry: number, reason: PackageFault) {
  return fail({ code: 'exchange.notSound', entry, reason } as const)
}

/** First entry out of its place or without a content that the check needs; undefined when all are as they must be. */
function shapeFault({ from, size, entries }: ExchangePackage): number | undefined {
  if (from < 1 || size < from || entries.length !== size - from + 1) return from
  const odd = entries.findIndex(
    (entry, i) => entry.seq !== from + i || (entry.state === 'withheld' && isStructural(entry)),
  )
  return odd < 0 ? undefined : from + odd
}

function firstDifference(
  sha256: Sha256,
  { from, entries }: ExchangePackage,
  known: readonly CopiedEntry[],
): number | null {
  const leaf = (entry: CopiedEntry) => leafHash(sha256, entry.body, entry.signature)
  const at = entries.findIndex((entry) => {
    const old = known[entry.seq - 1]
    return old !== undefined && !equalBytes(leaf(old), leaf(entry))
  })
  return at < 0 ? null : from + at
}

/** Entries 1 to `size`: what was known before, with what the package adds; after a fork only the package counts. */
function joined(
  { from, size, entries }: ExchangePackage,
  known: readonly CopiedEntry[],
  differsAt: number | null,
): readonly CopiedEntry[] {
  const before = known.slice(0, from - 1)
  const taken = entries.map((entry) => {
    const old = differsAt === null || entry.seq < differsAt ? known[entry.seq - 1] : undefined
    return entry.payload || !old?.payload ? entry : old
  })
  return [...before, ...taken].slice(0, size)
}

function checkChain(
  ports: CheckPorts,
  schemas: readonly string[],
  exchanged: ExchangePackage,
  entries: readonly CopiedEntry[],
) {
  const withheld = new Set(entries.flatMap((entry) => (entry.state === 'withheld' ? [entry.seq] : [])))
  const expect = { ledger: exchanged.ledger, case: exchanged.case }
  const check = new ChainCheck({ ports, expect, schemas, withheld })
  for (const entry of entries) check.take(entry)
  // The checkpoint lies beside the entries, so their end is not open.
  const finding = check.finish().filter(({ reason }) => reason !== 'openEnd' && reason !== 'noAnchor')
  return { check, finding }
}

/** The signer of the last session, if note and CMS are by that session and over this very tree. */
function checkpointAuthor(
  ports: CheckPorts,
  { exchanged, note, cms }: Received,
  check: ChainCheck,
  root: Hash,
): CertificateFacts | undefined {
  const signed = parseNote(note)
  const session = check.sessions.at(-1)
  if (!signed || !session?.key || fromUtf8(note) === undefined) return undefined
  const same =
    signed.origin === originOf(exchanged.ledger, exchanged.case) &&
    signed.size === exchanged.size &&
    equalBytes(signed.root, root) &&
    equalBytes(exchanged.root, root)
  if (!same || !isSignedBy(signed, session.key, ports)) return undefined
  const judged = ports.verifyCms(note, cms)
  return judged.ok && judged.certificate.sha256 === session.certificate?.sha256
    ? judged.certificate
    : undefined
}

/** What the package says of the tree before it must be true, and its proof must lead from there to its own tree. */
function proofHolds(
  sha256: Sha256,
  exchanged: ExchangePackage,
  entries: readonly CopiedEntry[],
  root: Hash,
): boolean {
  const { from, size, previous, consistency } = exchanged
  if (from === 1) return previous === null && consistency.length === 0
  if (previous?.size !== from - 1 || !equalBytes(previous.root, rootAt(sha256, entries, from - 1)))
    return false
  return provesConsistency(sha256, previous, { size, root }, consistency)
}

function rootAt(sha256: Sha256, entries: readonly CopiedEntry[], size: number): Hash {
  const leaves = entries.slice(0, size).map((entry) => leafHash(sha256, entry.body, entry.signature))
  return new MerkleTree(sha256, leaves).root
}

function alarmOf(
  sha256: Sha256,
  entries: readonly CopiedEntry[],
  size: number,
  known: KnownChain,
  differsAt: number | null,
): ExchangeAlarm | null {
  const other = known.witnessed.some(
    (tree) => tree.size <= size && toHex(rootAt(sha256, entries, tree.size)) !== toHex(tree.root),
  )
  if (differsAt !== null || other) return 'fork'
  return known.witnessed.some((tree) => tree.size > size) ? 'rollback' : null
}
