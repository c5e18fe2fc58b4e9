import { reasonRefusal } from '../core/annotation/rules.ts'
import { refused } from '../core/annotation/statements.ts'
import { toHex } from '../core/bytes.ts'
import type { Json } from '../core/canonical.ts'
import { blindData, countersignatureData, importAct } from '../core/exchange/acts.ts'
import { blindStateOf, type BlindState } from '../core/exchange/blind-review.ts'
import { compareStatements, statementsOf, type Comparison } from '../core/exchange/compare.ts'
import { decisionData, disputesIn, type Dispute } from '../core/exchange/disputes.ts'
import { isSupervised, trustedCountersignatures } from '../core/exchange/supervision.ts'
import type { TakenIn } from '../core/exchange/take-in.ts'
import type { Failure } from '../core/failure.ts'
import { ChainCheck } from '../core/ledger/chain-check.ts'
import { originOf, type LedgerName } from '../core/ledger/entry.ts'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import type { CopiedEntry } from '../core/ledger/entry-line.ts'
import type { ActKind, CheckpointFacts } from '../core/ledger/ledger.ts'
import { leafHash } from '../core/ledger/merkle.ts'
import type { Session } from '../core/ledger/session-check.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { writeOnce } from '../disk/write-once.ts'
import {
  historyOf,
  judgePackage,
  packagePath,
  readChains,
  type CaseChain,
  type ExchangeTerms,
} from './case-chains.ts'
import { copiedRows } from './copied-rows.ts'
import { makePackage, treeOf } from './make-package.ts'

/** The case's own ledger, open for writing. */
export interface OwnRecords {
  entries(): readonly EntryFacts[]
  append(kind: ActKind, data: Json): Result<EntryFacts, Failure>
  checkpoint(): Promise<Result<CheckpointFacts, Failure>>
}

/** What the exchange of one case works on. */
export interface ExchangeCase {
  readonly file: string
  readonly ledger: LedgerName
  readonly caseId: string
  readonly records: OwnRecords
  readonly identity: SigningIdentity
  readonly terms: ExchangeTerms
  readonly nativeBinding: string | undefined
}

/** Two reviewers compared, and where several corrections of one annotation stand side by side. */
export interface ChainComparison {
  readonly chain: CaseChain
  readonly comparison: Comparison
  readonly disputes: readonly Dispute[]
}

/** What is countersigned: the chain as last taken in, or one entry of it. */
export interface CountersignOrder {
  readonly chain: string
  readonly entry: number | null
  readonly assent: boolean
  readonly text: string
}

/** Handing over, taking in, comparing and countersigning, for one case and one person. */
export class CaseExchange {
  readonly #case: ExchangeCase

  constructor(exchangeCase: ExchangeCase) {
    this.#case = exchangeCase
  }

  get #origin(): string {
    return originOf(this.#case.ledger, this.#case.caseId)
  }

  /** The sealed package of entries `from` up to a checkpoint that is signed for it. */
  async export(order: {
    readonly from: number
    readonly blind: boolean
  }): Promise<Result<Uint8Array, Failure>> {
    const { file, records, nativeBinding } = this.#case
    const checkpoint = await records.checkpoint()
    if (!checkpoint.ok) return checkpoint
    const rows = copiedRows(file, checkpoint.value.size, nativeBinding)
    if (!rows.ok) return rows
    if (order.from > rows.value.length) return fail({ code: 'exchange.unknownEntry', entry: order.from })
    const parts = { rows: rows.value, checkpoint: checkpoint.value, now: this.#case.terms.ports.now() }
    return makePackage({ ...this.#case, ...order, ...parts })
  }

  /** Verifies a package, keeps it beside the ledger and witnesses its chain by an `import` entry; alarms too. */
  async take(bytes: Uint8Array, name: string): Promise<Result<TakenIn, Failure>> {
    const { file, records, terms, nativeBinding } = this.#case
    const rows = copiedRows(file, records.entries().length, nativeBinding)
    if (!rows.ok) return rows
    const own = { origin: this.#origin, entries: rows.value }
    const taken = await judgePackage(bytes, name, await this.chains(), own, terms)
    if (!taken.ok) return taken
    const act = importAct(taken.value.taken, taken.value.sha256, taken.value.blind)
    const kept = await writeOnce(packagePath(file, act), bytes)
    if (!kept.ok && kept.failure.code !== 'file.exists') return kept
    const entry = records.append('import', { ...act })
    return entry.ok ? ok(taken.value.taken) : entry
  }

  chains(): Promise<readonly CaseChain[]> {
    return readChains(this.#case.file, this.#case.records.entries(), this.#case.terms)
  }

  get blind(): BlindState {
    return blindStateOf(this.#case.records.entries())
  }

  /** From here on nothing of the other chains is shown, until it is revealed. */
  beginBlind(): Result<EntryFacts, Failure> {
    return this.#case.records.append('blindReview', blindData({ act: 'begun' }))
  }

  /** Ends the blind review over a signed tree: what was stated up to it was stated without knowing the others'. */
  async reveal(): Promise<Result<EntryFacts, Failure>> {
    const { state, stated } = this.blind
    if (state !== 'hidden') return fail({ code: 'exchange.notBlind' })
    if (stated === 0) return fail({ code: 'exchange.nothingStated' })
    const signed = await this.#case.records.checkpoint()
    if (!signed.ok) return signed
    const { size, root } = signed.value
    return this.#case.records.append('blindReview', blindData({ act: 'revealed', size, root }))
  }

  /** This ledger against another author's, frame by frame; not while a blind review is under way. */
  async compare(origin: string): Promise<Result<ChainComparison, Failure>> {
    if (this.blind.state === 'hidden') return fail({ code: 'exchange.hidden' })
    const all = await this.chains()
    const chain = all.find((known) => known.origin === origin)
    if (!chain?.taken) return fail({ code: 'exchange.unknownChain', chain: origin })
    if (isWithheld(chain.taken)) return fail({ code: 'exchange.contentsWithheld', chain: origin })
    const own = this.#case.records.entries()
    const theirs = this.#history(chain.taken)
    const comparison = compareStatements(statementsOf(own), statementsOf(theirs))
    return ok({ chain, comparison, disputes: this.#disputes(all) })
  }

  /** The other side's entries as people read them. */
  async entriesOf(origin: string): Promise<Result<readonly EntryFacts[], Failure>> {
    if (this.blind.state === 'hidden') return fail({ code: 'exchange.hidden' })
    const chain = (await this.chains()).find((known) => known.origin === origin)
    return chain?.taken
      ? ok(this.#history(chain.taken))
      : fail({ code: 'exchange.unknownChain', chain: origin })
  }

  /** Assents to another author's chain or entry, or dissents, in one's own chain. */
  async countersign(order: CountersignOrder): Promise<Result<EntryFacts, Failure>> {
    const refusal = reasonRefusal(order.text)
    if (refusal) return refused(refusal)
    if (this.blind.state === 'hidden') return fail({ code: 'exchange.hidden' })
    const standing = await this.#standing(order.chain)
    if (!standing.ok) return standing
    const { entries, size, root } = standing.value
    const row = order.entry === null ? null : entries[order.entry - 1]
    if (row === undefined) return fail({ code: 'exchange.unknownEntry', entry: order.entry ?? 0 })
    const { sha256 } = this.#case.terms.ports
    const entry = row && { seq: row.seq, hash: toHex(leafHash(sha256, row.body, row.signature)) }
    const { assent, text } = order
    const data = countersignatureData({ chain: order.chain, size, root: toHex(root), entry, assent, text })
    return this.#case.records.append('countersignature', data)
  }

  /** A chain as far as it can be countersigned: the own one up to a checkpoint that is signed for it. */
  async #standing(origin: string): Promise<Result<Pick<TakenIn, 'entries' | 'size' | 'root'>, Failure>> {
    if (origin !== this.#origin) {
      const chain = (await this.chains()).find((known) => known.origin === origin)
      return chain?.taken ? ok(chain.taken) : fail({ code: 'exchange.unknownChain', chain: origin })
    }
    const signed = await this.#case.records.checkpoint()
    if (!signed.ok) return signed
    const rows = copiedRows(this.#case.file, signed.value.size, this.#case.nativeBinding)
    return rows.ok
      ? ok({ entries: rows.value, size: signed.value.size, root: treeOf(rows.value).root })
      : rows
  }

  /** Whether somebody else, whose certificate counts, has assented to this chain up to that entry. */
  async isSupervised(upTo: number): Promise<Result<boolean, Failure>> {
    const { file, records, nativeBinding, identity } = this.#case
    const rows = copiedRows(file, records.entries().length, nativeBinding)
    if (!rows.ok) return rows
    const own = { entries: rows.value, sessions: this.#sessionsIn(rows.value) }
    const others = (await this.chains()).flatMap(({ taken }) => taken ?? [])
    const given = [own, ...others].flatMap(({ entries, sessions }) =>
      trustedCountersignatures(entries, sessions),
    )
    return ok(
      isSupervised(given, {
        origin: this.#origin,
        reviewer: identity.facts.sha256,
        subject: identity.facts.subject,
        upTo,
        rootAt: (size) =>
          size <= rows.value.length ? toHex(treeOf(rows.value.slice(0, size)).root) : undefined,
      }),
    )
  }

  /** Whose words the own entries are: several people may write here, and not each is trusted. */
  #sessionsIn(entries: readonly CopiedEntry[]): readonly Session[] {
    const { ports, schemas } = this.#case.terms
    const check = new ChainCheck({ ports, schemas })
    for (const entry of entries) check.take(entry)
    return check.sessions
  }

  /** Decides which of the corrections that stand side by side counts. */
  async decide(order: {
    readonly annotation: string
    readonly chosen: string
    readonly reason: string
  }): Promise<Result<EntryFacts, Failure>> {
    const refusal = reasonRefusal(order.reason)
    if (refusal) return refused(refusal)
    if (this.blind.state === 'hidden') return fail({ code: 'exchange.hidden' })
    const dispute = this.#disputes(await this.chains()).find(({ id }) => id === order.annotation)
    const claims = dispute?.claims.map(({ hash }) => hash).sort() ?? []
    if (!claims.includes(order.chosen)) return refused('notAnAnnotation')
    return this.#case.records.append('decision', decisionData({ ...order, claims }))
  }

  #disputes(chains: readonly CaseChain[]): readonly Dispute[] {
    const others = chains.flatMap((chain) =>
      [...(chain.taken ? [chain.taken] : []), ...chain.branches].map((taken) => ({
        chain: chain.origin,
        entries: this.#history(taken),
      })),
    )
    return disputesIn([{ chain: this.#origin, entries: this.#case.records.entries() }, ...others])
  }

  #history(taken: TakenIn): readonly EntryFacts[] {
    return historyOf(taken, this.#case.terms.ports)
  }
}

/** Whether what its author stated was left out of it: personal notes are, always, and count for nothing here. */
function isWithheld(taken: TakenIn): boolean {
  return taken.findings.some(({ reason }) => reason === 'withheldFromCopy')
}
