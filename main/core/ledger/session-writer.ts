import { fromHex, toHex, utf8 } from '../bytes.ts'
import type { Json } from '../canonical.ts'
import type { LedgerFailure } from '../failure.ts'
import { fail, ok, type Result } from '../result.ts'
import { SigningRefused, type SessionKey, type SigningIdentity } from '../signing.ts'
import type { Anchor } from './anchor.ts'
import { keyIdOf, printCheckpoint, printNote } from './checkpoint.ts'
import { checkpointData } from './checkpoint-data.ts'
import {
  commitTo,
  mostData,
  originOf,
  payloadOf,
  printBody,
  type LedgerName,
  type StoredEntry,
} from './entry.ts'
import type { EntryKind } from './entry-facts.ts'
import { grantData, printGrant, type SessionGrant } from './grant.ts'
import type { CheckpointFacts } from './ledger.ts'
import { addLeaf, leafHash, rootOf } from './merkle.ts'
import type { LedgerPorts } from './ports.ts'
import type { Standing } from './session-check.ts'
import type { LedgerStore } from './store.ts'

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

/** What came of a turn: the session that follows, unless there was no room for its grant. */
export interface Turned<T> {
  readonly next: Result<SessionWriter, LedgerFailure>
  readonly done: T
}

/** Writes entries under one grant. It knows where the chain stands and nothing of what entries mean. */
export class SessionWriter {
  readonly #store: LedgerStore
  readonly #options: SessionOptions
  readonly #key: SessionKey
  #standing: Standing
  #until = ''
  #grant = 0
  #signing: Promise<Result<CheckpointFacts, LedgerFailure>> | undefined

  constructor(store: LedgerStore, options: SessionOptions, standing: Standing) {
    this.#store = store
    this.#options = options
    this.#key = options.ports.makeSessionKey()
    this.#standing = standing
  }

  get standing(): Standing {
    return this.#standing
  }

  get size(): number {
    return this.#standing.frontier.size
  }

  /** Has the identity sign a grant for this session's key and writes it as the first entry of the session. */
  async grant(): Promise<Result<StoredEntry, LedgerFailure>> {
    const signed = await this.#signGrant()
    return signed.ok ? this.#begin(signed.value) : signed
  }

  async #signGrant(): Promise<Result<Json, LedgerFailure>> {
    const { identity, ports } = this.#options
    const from = ports.now()
    const text = printGrant(this.#makeGrant(from))
    const cms = await signedBy(identity, utf8(text), from)
    return cms.ok ? ok(grantData(text, cms.value)) : cms
  }

  #begin(grant: Json): Result<StoredEntry, LedgerFailure> {
    const written = this.write('sessionGrant', grant)
    this.#grant = this.size
    if (!written.ok) this.forget()
    return written
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

  /** The head moves only after the store has answered: what failed was never part of the ledger. */
  write(
    kind: EntryKind,
    data: Json,
    save = (entry: StoredEntry) => this.#store.append(entry.seq - 1, entry),
  ): Result<StoredEntry, LedgerFailure> {
    const time = this.#options.ports.now().toISOString()
    if (time > this.#until) return fail({ code: 'ledger.sessionExpired', until: this.#until })
    return this.#save(this.#makeEntry(kind, data, time), save)
  }

  #save(
    entry: StoredEntry,
    save: (entry: StoredEntry) => Result<null, LedgerFailure>,
  ): Result<StoredEntry, LedgerFailure> {
    const saved = save(entry)
    if (!saved.ok) return saved
    this.#standing = this.#after(entry)
    return ok(entry)
  }

  #after(entry: StoredEntry): Standing {
    const { sha256 } = this.#options.ports
    const head = leafHash(sha256, entry.body, entry.signature)
    return { frontier: addLeaf(sha256, this.#standing.frontier, head), head }
  }

  #makeEntry(kind: EntryKind, data: Json, time: string): StoredEntry {
    const { ledger, caseId, identity, ports } = this.#options
    const payload = payloadOf(data, ports.random(32))
    if (payload.data.length > mostData) throw new RangeError(`${payload.data.length} bytes in one entry`)
    const seq = this.size + 1
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

  /** One at a time: the next covers what came while the one before was being signed. */
  async checkpoint(
    closing: boolean,
    written: (entry: StoredEntry) => void,
  ): Promise<Result<CheckpointFacts, LedgerFailure>> {
    while (this.#signing) await this.#signing
    this.#signing = this.#writeCheckpoint(closing, written)
    try {
      return await this.#signing
    } finally {
      this.#signing = undefined
    }
  }

  async #writeCheckpoint(
    closing: boolean,
    written: (entry: StoredEntry) => void,
  ): Promise<Result<CheckpointFacts, LedgerFailure>> {
    const signed = await this.#signCheckpoint(closing)
    if (!signed.ok) return signed
    const entry = this.write('checkpoint', signed.value.data)
    if (!entry.ok) return entry
    written(entry.value)
    return ok({ entry: entry.value.seq, ...signed.value.facts })
  }

  async #signCheckpoint(
    closing: boolean,
  ): Promise<Result<{ readonly data: Json; readonly facts: Omit<CheckpointFacts, 'entry'> }, LedgerFailure>> {
    const { identity, ports } = this.#options
    const { frontier, head } = this.#standing
    const root = rootOf(ports.sha256, frontier)
    const named = { origin: originOf(this.#options.ledger, this.#options.caseId), size: frontier.size, root }
    const text = printCheckpoint(named)
    const note = printNote(named, keyIdOf(ports.sha256, this.#key.publicKey), this.#key.sign(utf8(text)))
    const cms = await signedBy(identity, utf8(note), ports.now())
    if (!cms.ok) return cms
    const schema = fromHex(this.#store.schema) ?? new Uint8Array(0)
    const data = { note, cms: cms.value, frontier, head, schema, session: this.#grant, closing }
    const facts = { size: frontier.size, root: toHex(root), note, text, cms: cms.value }
    return ok({ data: checkpointData(data), facts })
  }

  /**
   * Ends this session and begins the next, all signed before any of it is written: `between` sees a closed ledger, and
   * nobody ever finds it without a session. What was appended meanwhile makes it sign again.
   */
  async turn<T>(
    between: () => T,
    written: (entry: StoredEntry) => void,
  ): Promise<Result<Turned<T>, LedgerFailure>> {
    while (this.#signing) await this.#signing
    for (;;) {
      const before = this.#standing
      const closing = await this.#signCheckpoint(true)
      if (!closing.ok) return closing
      const end = this.#makeEntry('checkpoint', closing.value.data, this.#options.ports.now().toISOString())
      const next = new SessionWriter(this.#store, this.#options, this.#after(end))
      const grant = await next.#signGrant()
      if (!grant.ok) return grant
      if (this.#standing !== before) {
        next.forget()
        continue
      }
      const ended = this.#save(end, (entry) => this.#store.append(entry.seq - 1, entry))
      if (!ended.ok) return ended
      written(end)
      const done = between()
      this.forget()
      const begun = next.#begin(grant.value)
      if (begun.ok) written(begun.value)
      return ok({ next: begun.ok ? ok(next) : begun, done })
    }
  }

  /** The session key is gone afterwards. */
  forget(): void {
    this.#key.forget()
  }
}

async function signedBy(
  identity: SigningIdentity,
  content: Uint8Array,
  at: Date,
): Promise<Result<Uint8Array, LedgerFailure>> {
  try {
    return ok(await identity.signCms(content, at))
  } catch (error) {
    // Token pulled, PIN locked, window closed: whatever the key's holder says, nobody signed.
    return fail(error instanceof SigningRefused ? error.failure : { code: 'ledger.noIdentity' })
  }
}
