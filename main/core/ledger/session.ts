import type { Annotation } from '../annotation/annotation.ts'
import { annotate, correct, notePersonally, withdraw, type Statement } from '../annotation/statements.ts'
import { toHex } from '../bytes.ts'
import type { Json } from '../canonical.ts'
import type { FileFailure, LedgerFailure } from '../failure.ts'
import { fail, ok, type Result } from '../result.ts'
import { authorNames } from './author-names.ts'
import { ChainCheck } from './chain-check.ts'
import { deletionData } from './deletion-note.ts'
import type { StoredEntry } from './entry.ts'
import type { EntryFacts, LedgerFacts, LedgerFinding } from './entry-facts.ts'
import type { CopiedState } from './entry-line.ts'
import { extractEntries, type LedgerExtract } from './extract.ts'
import { commonNameOf, History } from './history.ts'
import type { ActKind, CheckpointFacts, Ledger } from './ledger.ts'
import { rootOf } from './merkle.ts'
import { chainOptions, checkOnOpen, type Opened } from './open-check.ts'
import { SessionWriter, type SessionOptions } from './session-writer.ts'
import type { LedgerStore, SeqRange } from './store.ts'

/** At least every so many entries the root is signed. */
export const checkpointEvery = 1000

/** Checks the ledger and begins a session in it: the identity signs a grant for a new key, which signs the entries. */
export async function startSession(
  store: LedgerStore,
  options: SessionOptions,
): Promise<Result<Ledger, LedgerFailure>> {
  const { ports, ledger, caseId, schemas, anchors = [] } = options
  const opened = checkOnOpen(store, { ports, ledger, case: caseId, schemas, anchors })
  if (!opened.ok) return opened
  const { frontier, head } = opened.value.check
  const writer = new SessionWriter(store, options, { frontier, head })
  const granted = await writer.grant()
  return granted.ok ? ok(new LedgerSession(store, options, writer, opened.value)) : granted
}

class LedgerSession implements Ledger {
  readonly #store: LedgerStore
  readonly #options: SessionOptions
  #writer: SessionWriter
  #found: readonly LedgerFinding[]
  /** Reads an opened large ledger from its beginning, a piece at a time. */
  #behind: ChainCheck | undefined
  /** Up to here the entries were there when the session began; what came after was checked by writing it. */
  readonly #before: number
  /** Size at which a checkpoint was last asked for. */
  #asked: number
  /** `ended`: the session is closed and there was no room for the next one. */
  #state: 'open' | 'ended' | 'closing' | 'closed' = 'open'
  #turning: Promise<void> | undefined
  #history: History | undefined
  #unsound: ReadonlySet<number> = new Set()

  constructor(store: LedgerStore, options: SessionOptions, writer: SessionWriter, opened: Opened) {
    this.#store = store
    this.#options = options
    this.#writer = writer
    // This session's grant signs the head that an unclosed one left behind.
    this.#found = opened.findings.filter(isLasting)
    this.#before = opened.check.size
    this.#unsound = opened.check.faults.unsound
    this.#asked = opened.check.size
    const { ports, ledger, caseId, schemas, anchors = [] } = options
    const all = chainOptions({ ports, ledger, case: caseId, schemas, anchors })
    this.#behind = opened.whole ? undefined : new ChainCheck(all)
  }

  append(kind: ActKind, data: Json): Result<EntryFacts, LedgerFailure> {
    if (this.#state === 'ended') return fail({ code: 'ledger.noIdentity' })
    if (this.#state !== 'open') throw new Error('the ledger is closed')
    const written = this.#writer.write(kind, data)
    if (!written.ok) return written
    const facts = this.#told(written.value)
    if (this.#writer.size - this.#asked >= checkpointEvery) void this.checkpoint()
    return ok(facts)
  }

  annotate(annotation: Annotation): Result<EntryFacts, LedgerFailure> {
    return this.#say(annotate(annotation))
  }

  notePersonally(annotation: Annotation): Result<EntryFacts, LedgerFailure> {
    return this.#say(notePersonally(annotation))
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
    if (this.#state === 'ended') return fail({ code: 'ledger.noIdentity' })
    if (this.#state !== 'open') throw new Error('the ledger is closed')
    const last = this.#writer.size
    const data = deletionData({ ranges, reason })
    const save = (entry: StoredEntry) => this.#store.erase(last, entry, ranges)
    const erased = this.#writer.write('deletionNote', data, save)
    this.#history = undefined
    return erased.ok ? ok(this.#told(erased.value)) : erased
  }

  /** The new entry as people read it; a history that nobody has asked for is not built for its sake. */
  #told(entry: StoredEntry): EntryFacts {
    const history = this.#history ?? this.#newHistory()
    history.take(entry)
    const facts = history.entries.at(-1)
    if (facts?.seq !== entry.seq) throw new Error(`entry ${entry.seq} cannot be read`)
    return facts
  }

  #newHistory(): History {
    const { ports, identity } = this.#options
    return new History(
      ports.sha256,
      authorNames(ports, [[identity.facts.sha256, this.#author]]),
      this.#unsound,
    )
  }

  entries(): readonly EntryFacts[] {
    if (!this.#history) {
      this.#history = this.#newHistory()
      for (const entry of this.#store.rows(1, this.#writer.size)) this.#history.take(entry)
    }
    return this.#history.entries
  }

  facts(): LedgerFacts {
    const { frontier, head } = this.#writer.standing
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
    this.#unsound = check.faults.unsound
    if (this.#unsound.size > 0) this.#history = undefined
    return false
  }

  checkpoint(): Promise<Result<CheckpointFacts, LedgerFailure>> {
    return this.#checkpoint(false)
  }

  async #checkpoint(closing: boolean): Promise<Result<CheckpointFacts, LedgerFailure>> {
    while (this.#turning) await this.#turning
    if (this.#state === 'ended') return fail({ code: 'ledger.noIdentity' })
    this.#asked = this.#writer.size
    return this.#writer.checkpoint(closing, (entry) => this.#history?.take(entry))
  }

  extract(choice: Parameters<Ledger['extract']>[0] = {}): LedgerExtract {
    const { ports, ledger, caseId } = this.#options
    const size = Math.min(choice.size ?? this.#writer.size, this.#writer.size)
    const states = this.entries()
    const rows = [...this.#store.rows(1, size)].map((row) => {
      const asked =
        choice.withheld?.includes(row.seq) === true || states[row.seq - 1]?.kind === 'personalNote'
      const withheld = asked && row.payload !== null
      const state = withheld ? 'withheld' : stateOf(row, states[row.seq - 1])
      return { ...row, payload: withheld ? null : row.payload, state } as const
    })
    const chosen = (seq: number) => !choice.seqs || choice.seqs.includes(seq)
    const { root, entries } = extractEntries(ports.sha256, rows, chosen)
    return { ledger, case: caseId, size, root: toHex(root), entries }
  }

  async saveCopy(path: string): Promise<Result<null, FileFailure | LedgerFailure>> {
    while (this.#turning) await this.#turning
    if (this.#state !== 'open') return fail({ code: 'ledger.noIdentity' })
    const turning = this.#turn(() => this.#store.saveCopy(path))
    this.#turning = turning.then(() => undefined)
    try {
      return await turning
    } finally {
      this.#turning = undefined
    }
  }

  async #turn<T, F>(between: () => Result<T, F>): Promise<Result<T, F | LedgerFailure>> {
    const turned = await this.#writer.turn(between, (entry) => this.#history?.take(entry))
    if (!turned.ok) return turned
    const { next, done } = turned.value
    if (!next.ok) {
      this.#state = 'ended'
      return next
    }
    this.#writer = next.value
    this.#asked = this.#writer.size
    return done
  }

  async close(): Promise<Result<null, LedgerFailure>> {
    while (this.#turning) await this.#turning
    if (this.#state === 'closing' || this.#state === 'closed') return ok(null)
    if (this.#state === 'ended') {
      this.#state = 'closed'
      return this.#store.close()
    }
    this.#state = 'closing'
    const signed = await this.#checkpoint(true)
    this.#state = 'closed'
    this.#writer.forget()
    const closed = this.#store.close()
    return signed.ok ? closed : signed
  }
}

function stateOf(row: StoredEntry, facts: EntryFacts | undefined): CopiedState {
  if (row.payload) return 'present'
  return facts?.payload === 'erased' || facts?.payload === 'withheld' ? facts.payload : 'missing'
}

/** An open end is over with the next grant, and what stands outside is asked of whoever checks the file. */
function isLasting(finding: LedgerFinding): boolean {
  return finding.reason !== 'openEnd' && finding.reason !== 'ledgerEmpty' && finding.reason !== 'noAnchor'
}
