import { fromHex, toHex, type Hash } from '../bytes.ts'
import { parseCanonical } from '../canonical.ts'
import type { Anchor } from './anchor.ts'
import { judgeAnchor } from './judge-anchor.ts'
import {
  commitTo,
  noEntry,
  originOf,
  parseBody,
  type EntryBody,
  type LedgerName,
  type StoredEntry,
} from './entry.ts'
import type { LedgerCheck, LedgerFinding } from './entry-facts.ts'
import { eraseRanges } from './deletion-note.ts'
import { Faults } from './faults.ts'
import { judgeSessions } from './judge-sessions.ts'
import { addLeaf, emptyFrontier, leafHash, rootOf, type Frontier } from './merkle.ts'
import {
  checkCheckpoint,
  checkGrant,
  mostBehind,
  type CheckPorts,
  type Session,
  type Standing,
} from './session-check.ts'
import type { SeqRange } from './store.ts'

/** Where a check begins when the entries before are vouched for by a signed checkpoint. */
export interface ChainStart extends Standing {
  readonly session: Session
  readonly time: string
}

export interface ChainOptions {
  readonly ports: CheckPorts
  /** Which ledger it must be; otherwise the first entry says. */
  readonly expect?: { readonly ledger: LedgerName; readonly case: string }
  /** Schema hashes that this program knows. */
  readonly schemas: readonly string[]
  /** What is remembered outside. */
  readonly anchors?: readonly Anchor[]
  readonly start?: ChainStart
  /** Entries of a copy whose content was left out on purpose, and is said to be. */
  readonly withheld?: ReadonlySet<number>
  /** False leaves out signatures of entries and the spelling of contents: chain, tree, commitments, grants, checkpoints. */
  readonly signatures?: boolean
}

/** All that is looked at, in the order in which it is told. */
export const ledgerChecks: readonly LedgerCheck[] = [
  'schema',
  'sequence',
  'chain',
  'entrySignature',
  'sessionGrant',
  'payload',
  'checkpoint',
  'clock',
  'identity',
  'anchor',
]

/**
 * Reads entries in order, each once, and finds everything that is wrong with them. After a fault it goes on with
 * what is in the file, so that one altered entry is one finding and not a thousand.
 */
export class ChainCheck {
  readonly faults = new Faults()
  readonly sessions: Session[] = []
  readonly #absent: number[] = []
  readonly #erased: SeqRange[] = []
  readonly #options: ChainOptions
  readonly #roots = new Map<number, Hash>()
  readonly #past: Standing[] = []
  #standing: Standing
  #next: number
  #named: { readonly ledger: LedgerName; readonly case: string } | undefined
  #time: string
  /** Entries that the identity has signed for, in a checkpoint or in the grant that followed. */
  #covered = 0
  #proved = 0
  #session: Session | undefined

  constructor(options: ChainOptions) {
    this.#options = options
    this.#standing = options.start ?? {
      frontier: emptyFrontier,
      head: fromHex(noEntry) ?? new Uint8Array(32),
    }
    this.#next = this.#standing.frontier.size + 1
    this.#named = options.expect
    this.#time = options.start?.time ?? ''
    this.#session = options.start?.session
    if (this.#session) this.sessions.push(this.#session)
    this.#covered = this.size
    this.#remember()
  }

  get #whole(): boolean {
    return this.#options.signatures !== false
  }

  get size(): number {
    return this.#standing.frontier.size
  }

  get head(): Hash {
    return this.#standing.head
  }

  get frontier(): Frontier {
    return this.#standing.frontier
  }

  get root(): Hash {
    return rootOf(this.#options.ports.sha256, this.frontier)
  }

  /** Entries that an anchor vouches for; known after `finish`. */
  get provedUpTo(): number {
    return this.#proved
  }

  /** Which ledger the entries say they are. */
  get named(): { readonly ledger: LedgerName; readonly case: string } | undefined {
    return this.#named
  }

  /** The next entry as it lies in the file. */
  take(entry: StoredEntry): void {
    const body = parseBody(entry.body)
    this.#checkPlace(entry, body)
    if (body) {
      if (body.kind === 'sessionGrant') this.#openSession(body, entry)
      this.#checkSigned(body, entry)
      this.#checkPayload(body, entry)
      this.#checkTime(body)
    }
    this.#advance(entry)
  }

  /** All findings, after the last entry. A check without a finding has passed, so nothing at all is a finding. */
  finish(): readonly LedgerFinding[] {
    if (this.size === 0) this.faults.told('sequence', 'ledgerEmpty', 0)
    if (!this.#whole) this.faults.told('entrySignature', 'signaturesLeftOut', 1)
    this.#judgeAbsent()
    const sessions = this.sessions.map((session) => this.#asItEnded(session))
    judgeSessions(sessions, { size: this.size, covered: this.#covered }, this.faults)
    for (const anchor of this.#options.anchors ?? [])
      this.#proved = Math.max(this.#proved, this.#provenBy(anchor))
    if (!this.#options.anchors?.length) this.faults.told('anchor', 'noAnchor', this.size)
    return this.faults.findings(ledgerChecks)
  }

  #checkPlace(entry: StoredEntry, body: EntryBody | undefined): void {
    const { faults } = this
    if (entry.seq !== this.#next) faults.failed('sequence', 'entryMissing', this.#next, { found: entry.seq })
    if (!body) return faults.failed('sequence', 'entryMalformed', entry.seq)
    this.#named ??= { ledger: body.ledger, case: body.case }
    if (body.seq !== entry.seq) faults.failed('sequence', 'entryMoved', entry.seq, { says: body.seq })
    const own = body.ledger === this.#named.ledger && body.case === this.#named.case
    if (!own) faults.failed('sequence', 'entryOfOtherLedger', entry.seq)
    if (body.prev !== toHex(this.head)) faults.failed('chain', 'chainBroken', entry.seq)
  }

  #openSession(body: EntryBody, entry: StoredEntry): void {
    const { session, fault } = checkGrant(
      this.#options.ports,
      body,
      entry.payload?.data ?? null,
      this.#standing,
    )
    if (fault !== undefined) this.faults.failed('sessionGrant', fault, entry.seq)
    else if (session.key) this.#covered = this.size
    this.#session = session
    this.sessions.push(session)
  }

  #checkSigned(body: EntryBody, entry: StoredEntry): void {
    const session = this.#session
    if (!session) return this.faults.failed('sessionGrant', 'entryWithoutGrant', entry.seq)
    if (session.closed)
      this.faults.failed('sessionGrant', 'entryAfterClose', entry.seq, { session: session.seq })
    session.last = entry.seq
    if (!session.sound) this.faults.doubt(entry.seq)
    if (session.author !== body.author) this.faults.failed('sessionGrant', 'entryOfOtherAuthor', entry.seq)
    if (session.until !== '' && body.time > session.until)
      this.faults.failed('sessionGrant', 'entryAfterExpiry', entry.seq)
    if (!this.#whole || !session.key) return
    if (!this.#options.ports.verifySession(session.key, entry.body, entry.signature)) {
      this.faults.failed('entrySignature', 'entrySignatureInvalid', entry.seq)
    }
  }

  #checkPayload(body: EntryBody, entry: StoredEntry): void {
    const { payload } = entry
    if (!payload) {
      if (body.kind === 'personalNote') this.faults.told('payload', 'withheldAsPersonal', entry.seq)
      else if (this.#options.withheld?.has(entry.seq))
        this.faults.told('payload', 'withheldFromCopy', entry.seq)
      else this.#absent.push(entry.seq)
      return
    }
    if (commitTo(this.#options.ports.sha256, payload) !== body.commit) {
      return this.faults.failed('payload', 'payloadChanged', entry.seq)
    }
    if (body.kind !== 'checkpoint' && this.#isUnvouched()) this.#tellUnvouched(entry.seq)
    if (body.kind === 'checkpoint') this.#checkCheckpoint(entry.seq, body, payload.data)
    else if (body.kind === 'deletionNote') this.#noteErasure(body, payload.data)
    else if (this.#whole && !parseCanonical(payload.data).ok)
      this.faults.failed('payload', 'payloadNotCanonical', entry.seq)
  }

  /** Whether the grant's content was erased; a grant that does not hold is told by itself. */
  #isUnvouched(): boolean {
    return this.#session?.sound === true && !this.#session.key
  }

  /** A checkpoint carries its own signature; of all else nobody can say any more who said it. */
  #tellUnvouched(seq: number): void {
    this.faults.told('entrySignature', 'saidWithoutGrant', seq)
    this.faults.doubt(seq)
  }

  #checkCheckpoint(seq: number, body: EntryBody, data: Uint8Array): void {
    const session = this.#session
    if (!session) return
    const past = (size: number) => this.#past.find((standing) => standing.frontier.size === size)
    const { fault, schema, closing, covers } = checkCheckpoint(this.#options.ports, body, data, session, past)
    if (fault !== undefined) this.faults.failed('checkpoint', fault, seq)
    else this.#covered = covers
    if (fault === undefined && !this.#options.schemas.includes(schema))
      this.faults.failed('schema', 'schemaUnknownInCheckpoint', seq)
    session.closed = closing
  }

  #noteErasure(body: EntryBody, data: Uint8Array): void {
    const ranges = eraseRanges(data, body.seq)
    if (!ranges) this.faults.failed('payload', 'noteMalformed', body.seq)
    else this.#erased.push(...ranges)
  }

  #checkTime(body: EntryBody): void {
    if (body.time < this.#time) {
      this.faults.told('clock', 'clockSetBack', body.seq, { before: this.#time, after: body.time })
    }
    this.#time = body.time
  }

  #advance(entry: StoredEntry): void {
    const { sha256 } = this.#options.ports
    const head = leafHash(sha256, entry.body, entry.signature)
    this.#standing = { frontier: addLeaf(sha256, this.frontier, head), head }
    this.#next = entry.seq + 1
    this.#remember()
    if (this.#options.anchors?.some((anchor) => anchor.size === this.size))
      this.#roots.set(this.size, this.root)
  }

  #remember(): void {
    this.#past.push(this.#standing)
    if (this.#past.length > 2 * mostBehind) this.#past.splice(0, mostBehind)
  }

  /** Entries whose content is not there. */
  absence(): { readonly erased: number; readonly missing: number } {
    const erased = this.#absent.filter((seq) => this.#isNoted(seq)).length
    return { erased, missing: this.#absent.length - erased }
  }

  /** How a session ended whose last words were erased nobody knows; that is not told as a crash. */
  #asItEnded(session: Session): Session {
    return this.#isNoted(session.last) ? { ...session, closed: true } : session
  }

  #isNoted(seq: number): boolean {
    return this.#erased.some(([from, to]) => seq >= from && seq <= to)
  }

  #judgeAbsent(): void {
    const noted = (seq: number) => this.#isNoted(seq)
    for (const seq of this.#absent) {
      if (noted(seq)) this.faults.told('payload', 'erasedWithNote', seq)
      else this.faults.failed('payload', 'payloadMissing', seq)
    }
    const blind = this.sessions.filter((session) => !session.key && noted(session.seq))
    for (const session of blind) this.faults.told('entrySignature', 'grantErased', session.seq)
  }

  #provenBy(anchor: Anchor): number {
    const { ports } = this.#options
    const origin = this.#named && originOf(this.#named.ledger, this.#named.case)
    const keys = this.sessions.flatMap((session) => session.key ?? [])
    const rootAt = (size: number) => this.#roots.get(size)
    return judgeAnchor(anchor, { origin, size: this.size, rootAt, keys }, ports, this.faults)
  }
}
