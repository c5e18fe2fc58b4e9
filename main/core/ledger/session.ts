import type { Annotation } from '../annotation/annotation.ts'
import { annotate, correct, withdraw, type Statement } from '../annotation/statements.ts'
import { fromHex, toHex, utf8 } from '../bytes.ts'
import type { Json } from '../canonical.ts'
import type { LedgerFailure } from '../failure.ts'
import { fail, ok, type Result } from '../result.ts'
import type { SessionKey, SigningIdentity } from '../signing.ts'
import type { Anchor } from './anchor.ts'
import { authorNames } from './author-names.ts'
import { ChainCheck } from './chain-check.ts'
import { keyIdOf, printCheckpoint, printNote } from './checkpoint.ts'
import { checkpointData } from './checkpoint-data.ts'
import { deletionData } from './deletion-note.ts'
import {
  commitTo,
  mostData,
  originOf,
  payloadOf,
  printBody,
  type LedgerName,
  type StoredEntry,
} from './entry.ts'
import type { EntryFacts, EntryKind, LedgerFacts, LedgerFinding } from './entry-facts.ts'
import { extractEntries, type LedgerExtract } from './extract.ts'
import { grantData, printGrant, type SessionGrant } from './grant.ts'
import { commonNameOf, History } from './history.ts'
import type { ActKind, CheckpointFacts, Ledger } from './ledger.ts'
import { addLeaf, leafHash, rootOf } from './merkle.ts'
import { chainOptions, checkOnOpen, type Opened } from './open-check.ts'
import type { LedgerPorts } from './ports.ts'
import type { Standing } from './session-check.ts'
import type { LedgerStore, SeqRange } from './store.ts'

export interface SessionOptions {
  readonly ledger: LedgerName
  readonly caseId: string
  readonly identity: SigningIdentity
  readonly ports: LedgerPorts
  /** Schema hashes that this program knows. */
  readonly schemas: readonly string[]
  /** What this workstation remembers of the ledger. */
  readonly anchors?: readonly Anchor[]
  /** What was lost before this session, when the reviewer goes on all the same; it is signed into the grant. */
  readonly loss?: string
}

/** How long a session key may sign: a working day and its night, milliseconds. */
export const sessionLength = 24 * 60 * 60 * 1000
/** At least every so many entries the root is signed. */
export const checkpointEvery = 1000

/** Checks the ledger and begins a session in it: the identity signs a grant for a new key, which signs the entries. */
export async function startSession(
  store: LedgerStore,
  options: SessionOptions,
): Promise<Result<Ledger, LedgerFailure>> {
  const { ports, ledger, caseId } = options
  const { schemas, anchors = [] } = options
  const opened = checkOnOpen(store, { ports, ledger, case: caseId, schemas, anchors })
  if (!opened.ok) return opened
  const session = new LedgerSession(store, options, opened.value)
  const granted = await session.grant()
  return granted.ok ? ok(session) : granted
}

class LedgerSession implements Ledger {
  readonly #store: LedgerStore
  readonly #options: SessionOptions
  readonly #key: SessionKey
  #found: readonly LedgerFinding[]
  /** Reads an opened large ledger from its beginning, a piece at a time. */
  #behind: ChainCheck | undefined
  /** Up to here the entries were there when the session began; what came after was checked by writing it. */
  readonly #before: number
  #standing: Standing
  #until = ''
  #grant = 0
  /** Size at which a checkpoint was last asked for. */
  #asked: number
  #signing: Promise<Result<CheckpointFacts, LedgerFailure>> | undefined
  #state: 'open' | 'closing' | 'closed' = 'open'
  #history: History | undefined

  constructor(store: LedgerStore, options: SessionOptions, opened: Opened) {
    this.#store = store
    this.#options = options
    this.#key = options.ports.makeSessionKey()
    // This session's grant signs the head that an unclosed one left behind.
    this.#found = opened.findings.filter(isLasting)
    this.#before = opened.check.size
    this.#standing = { frontier: opened.check.frontier, head: opened.check.head }
    this.#asked = opened.check.size
    const { ports, ledger, caseId, schemas, anchors = [] } = options
    const all = chainOptions({ ports, ledger, case: caseId, schemas, anchors })
    this.#behind = opened.whole ? undefined : new ChainCheck(all)
  }

  get #size(): number {
    return this.#standing.frontier.size
  }

  async grant(): Promise<Result<null, LedgerFailure>> {
    const { identity, ports } = this.#options
    const from = ports.now()
    const text = printGrant(this.#makeGrant(from))
    const cms = await signedBy(identity, utf8(text), from)
    if (!cms.ok) return cms
    const written = this.#write('sessionGrant', grantData(text, cms.value))
    this.#grant = this.#size
    if (!written.ok) this.#key.forget()
    return written.ok ? ok(null) : written
  }

  #makeGrant(from: Date): SessionGrant {
    const { ledger, caseId, identity, ports, loss = '' } = this.#options
    this.#until = new Date(from.getTime() + sessionLength).toISOString()
    const { frontier, head } = this.#standing
    return {
      ledger,
      case: caseId,
      key: this.#key.publicKey,
      certificate: identity.facts.sha256,
      size: frontier.size,
      head,
      root: rootOf(ports.sha256, frontier),
      from: from.toISOString(),
      until: this.#until,
      loss,
    }
  }

  append(kind: ActKind, data: Json): Result<EntryFacts, LedgerFailure> {
    if (this.#state !== 'open') throw new Error('the ledger is being closed')
    const written = this.#write(kind, data)
    if (!written.ok) return written
    if (this.#size - this.#asked >= checkpointEvery) void this.checkpoint()
    return this.#factsOf(this.#size)
  }

  annotate(annotation: Annotation): Result<EntryFacts, LedgerFailure> {
    return this.#say(annotate(annotation))
  }

  correct(seq: number, annotation: Annotation, reason: string): Result<EntryFacts, LedgerFailure> {
    return this.#say(correct(this.entries(), seq, annotation, { reason, author: this.#author }))
  }

  withdraw(seq: number, reason: string): Result<EntryFacts, LedgerFailure> {
    return this.#say(withdraw(this.entries(), seq, { reason, author: this.#author }))
  }

  get #author(): string {
    return commonNameOf(this.#options.identity.facts.subject)
  }

  #say(statement: Result<Statement, LedgerFailure>): Result<EntryFacts, LedgerFailure> {
    return statement.ok ? this.append(statement.value.kind, statement.value.data) : statement
  }

  erase(ranges: readonly SeqRange[], reason: string): Result<EntryFacts, LedgerFailure> {
    const last = this.#size
    const data = deletionData({ ranges, reason })
    const erased = this.#write('deletionNote', data, (entry) => this.#store.erase(last, entry, ranges))
    if (!erased.ok) return erased
    this.#history = undefined
    return this.#factsOf(this.#size)
  }

  #factsOf(seq: number): Result<EntryFacts, LedgerFailure> {
    const facts = this.entries()[seq - 1]
    if (!facts) throw new Error(`entry ${seq} was written and is not there`)
    return ok(facts)
  }

  /** The head moves only after the store has answered: what failed was never part of the ledger. */
  #write(
    kind: EntryKind,
    data: Json,
    save = (entry: StoredEntry) => this.#store.append(entry.seq - 1, entry),
  ): Result<null, LedgerFailure> {
    if (this.#state === 'closed') throw new Error('the ledger is closed')
    const { ports } = this.#options
    const time = ports.now().toISOString()
    if (time > this.#until) return fail({ code: 'ledger.sessionExpired', until: this.#until })
    const entry = this.#makeEntry(kind, data, time)
    const saved = save(entry)
    if (!saved.ok) return saved
    const head = leafHash(ports.sha256, entry.body, entry.signature)
    this.#standing = { frontier: addLeaf(ports.sha256, this.#standing.frontier, head), head }
    this.#history?.take(entry)
    return saved
  }

  #makeEntry(kind: EntryKind, data: Json, time: string): StoredEntry {
    const { ledger, caseId, identity, ports } = this.#options
    const payload = payloadOf(data, ports.random(32))
    if (payload.data.length > mostData) throw new RangeError(`${payload.data.length} bytes in one entry`)
    const seq = this.#size + 1
    const body = printBody({
      ledger,
      case: caseId,
      seq,
      prev: toHex(this.#standing.head),
      author: identity.facts.sha256,
      time,
      kind,
      commit: commitTo(ports.sha256, payload),
    })
    return { seq, body, signature: this.#key.sign(body), payload }
  }

  entries(): readonly EntryFacts[] {
    if (!this.#history) {
      this.#history = new History(this.#options.ports.sha256, authorNames(this.#options.ports))
      for (const entry of this.#store.rows(1, this.#size)) this.#history.take(entry)
    }
    return this.#history.entries
  }

  facts(): LedgerFacts {
    const { frontier, head } = this.#standing
    const behind = this.#behind
    return {
      entries: frontier.size,
      root: toHex(rootOf(this.#options.ports.sha256, frontier)),
      head: toHex(head),
      checkedTo: behind ? behind.size : frontier.size,
      findings: behind ? [...this.#found, ...behind.faults.failures] : this.#found,
    }
  }

  checkMore(entries: number): boolean {
    const check = this.#behind
    if (!check) return false
    const to = Math.min(this.#before, check.size + entries)
    for (const entry of this.#store.rows(check.size + 1, to)) check.take(entry)
    if (check.size < this.#before) return true
    this.#found = check.finish().filter(isLasting)
    this.#behind = undefined
    return false
  }

  checkpoint(): Promise<Result<CheckpointFacts, LedgerFailure>> {
    return this.#checkpoint(false)
  }

  /** One at a time: the next covers what came while the one before was being signed. */
  async #checkpoint(closing: boolean): Promise<Result<CheckpointFacts, LedgerFailure>> {
    while (this.#signing) await this.#signing
    this.#signing = this.#signCheckpoint(closing)
    const signed = await this.#signing
    this.#signing = undefined
    return signed
  }

  async #signCheckpoint(closing: boolean): Promise<Result<CheckpointFacts, LedgerFailure>> {
    const { identity, ports } = this.#options
    const { frontier, head } = this.#standing
    this.#asked = frontier.size
    const root = rootOf(ports.sha256, frontier)
    const named = { origin: originOf(this.#options.ledger, this.#options.caseId), size: frontier.size, root }
    const text = printCheckpoint(named)
    const note = printNote(named, keyIdOf(ports.sha256, this.#key.publicKey), this.#key.sign(utf8(text)))
    const cms = await signedBy(identity, utf8(text), ports.now())
    if (!cms.ok) return cms
    const schema = fromHex(this.#store.schema) ?? new Uint8Array(0)
    const data = { note, cms: cms.value, frontier, head, schema, session: this.#grant, closing }
    const written = this.#write('checkpoint', checkpointData(data))
    if (!written.ok) return written
    return ok({ entry: this.#size, size: frontier.size, root: toHex(root), note, text, cms: cms.value })
  }

  extract(choice: Parameters<Ledger['extract']>[0] = {}): LedgerExtract {
    const { ports, ledger, caseId } = this.#options
    const size = Math.min(choice.size ?? this.#size, this.#size)
    const states = this.entries()
    const rows = [...this.#store.rows(1, size)].map((row) => {
      const withheld = choice.withheld?.includes(row.seq) === true && row.payload !== null
      const state = withheld ? ('withheld' as const) : (states[row.seq - 1]?.payload ?? 'present')
      return { ...row, payload: withheld ? null : row.payload, state }
    })
    const chosen = (seq: number) => !choice.seqs || choice.seqs.includes(seq)
    const { root, entries } = extractEntries(ports.sha256, rows, chosen)
    return { ledger, case: caseId, size, root: toHex(root), entries }
  }

  saveCopy(path: string): Result<null, LedgerFailure> {
    return this.#store.saveCopy(path)
  }

  async close(): Promise<Result<null, LedgerFailure>> {
    if (this.#state !== 'open') return ok(null)
    this.#state = 'closing'
    const signed = await this.#checkpoint(true)
    this.#state = 'closed'
    this.#key.forget()
    const closed = this.#store.close()
    return signed.ok ? closed : signed
  }
}

/** An open end is over with the next grant, and what stands outside is asked of whoever checks the file. */
function isLasting(finding: LedgerFinding): boolean {
  return finding.reason !== 'openEnd' && finding.reason !== 'ledgerEmpty' && finding.reason !== 'noAnchor'
}

async function signedBy(
  identity: SigningIdentity,
  content: Uint8Array,
  at: Date,
): Promise<Result<Uint8Array, LedgerFailure>> {
  try {
    return ok(await identity.signCms(content, at))
  } catch {
    // Token pulled, PIN locked, window closed: whatever the key's holder says, nobody signed.
    return fail({ code: 'ledger.noIdentity' })
  }
}
