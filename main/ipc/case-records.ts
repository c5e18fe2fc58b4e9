import { join } from 'node:path'
import type { Statement } from '../core/annotation/statements.ts'
import type { Json } from '../core/canonical.ts'
import type { Failure } from '../core/failure.ts'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import { commonNameOf } from '../core/ledger/history.ts'
import type { ActKind, CheckpointFacts, Ledger } from '../core/ledger/ledger.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import type { CaseFolder } from '../disk/case-folder.ts'
import { openLedger } from '../ledger/open-ledger.ts'
import type { CaseView } from '../../preload/contract/workstation.ts'
import { CaseAccess } from './case-access.ts'
import type { Desk } from './desk.ts'
import { ledgerPorts } from './ledger-ports.ts'
import { lookInto } from './look-into-ledger.ts'

/** What the window shows of a case's records. */
export type RecordsView = Pick<CaseView, 'entries' | 'ledger' | 'ledgerFailure' | 'reviewer'>

/** The records of one open case: who writes them, and what stands in them. */
export class CaseRecords {
  /** Who did what with the case, why, and for whom. */
  readonly access: CaseAccess
  readonly #folder: CaseFolder
  readonly #desk: Desk
  readonly #changed: () => void
  readonly #name: string
  #identity: SigningIdentity | undefined
  #ledger: Ledger | undefined
  #failure: Failure | null = null
  #read: Pick<CaseView, 'entries' | 'ledger'> = { entries: [], ledger: null }

  /** `name`: file number of the case, or the bundle's name. */
  constructor(folder: CaseFolder, desk: Desk, name: string, changed: () => void) {
    this.#folder = folder
    this.#desk = desk
    this.#changed = changed
    this.#name = name
    this.access = new CaseAccess(folder, desk)
  }

  /** The findings ledger and who signs in it; a failure while nothing can be written. */
  get writing(): Result<{ readonly ledger: Ledger; readonly identity: SigningIdentity }, Failure> {
    if (this.#ledger && this.#identity) return ok({ ledger: this.#ledger, identity: this.#identity })
    return fail(this.#failure ?? { code: 'ledger.noIdentity' })
  }

  /** Who signs, whether or not anything can be written. */
  get identity(): SigningIdentity | undefined {
    return this.#identity
  }

  entries(): readonly EntryFacts[] {
    return this.#ledger?.entries() ?? this.#read.entries
  }

  view(): RecordsView {
    const identity = this.#identity
    return {
      entries: this.entries(),
      ledger: this.#ledger?.facts() ?? this.#read.ledger,
      ledgerFailure: this.#failure,
      reviewer: identity ? { certificate: identity.facts, sample: identity.sample } : null,
    }
  }

  /** Opens the findings ledger for whoever signs; without an identity it is only looked into. */
  async open(identity: SigningIdentity | undefined, acceptLoss = false): Promise<Result<null, Failure>> {
    await this.close()
    this.#identity = identity
    const { nativeBinding } = this.#desk.places
    const ports = ledgerPorts(this.#desk.judging)
    if (!identity) {
      const { view, failure } = lookInto(this.#folder.findings, ports, nativeBinding)
      this.#read = view
      return this.#stopped(failure ?? { code: 'ledger.noIdentity' })
    }
    await this.openAccessLog(acceptLoss)
    const opened = await openLedger({
      file: this.#folder.findings,
      ledger: 'findings',
      caseId: this.#folder.id,
      heads: join(this.#desk.home, 'heads'),
      acceptLoss,
      identity,
      ports,
      nativeBinding,
    })
    if (!opened.ok) {
      // Altered, of a newer version, open elsewhere: nothing is added, yet what is in it can be looked at.
      this.#read = lookInto(this.#folder.findings, ports, nativeBinding).view
      return this.#stopped(opened.failure)
    }
    this.#ledger = opened.value
    this.#failure = null
    return ok(null)
  }

  /** Opens the access log once person and purpose are known; what was done before is recorded in it then. */
  async openAccessLog(acceptLoss = false): Promise<void> {
    await this.access.open(this.#identity, this.#name, acceptLoss)
    this.#changed()
  }

  /** Goes on with a ledger whose last entries are known to be lost; the loss is signed into it. */
  async continueAfterLoss(): Promise<Result<null, Failure>> {
    return this.#identity ? this.open(this.#identity, true) : this.#stopped({ code: 'ledger.noIdentity' })
  }

  /** Writes what a reviewer states; the rules of what may be said look at all entries and at who says it. */
  state(
    make: (entries: readonly EntryFacts[], author: string) => Result<Statement, Failure>,
  ): Result<EntryFacts, Failure> {
    const writing = this.writing
    if (!writing.ok) return writing
    const { ledger, identity } = writing.value
    const statement = make(ledger.entries(), commonNameOf(identity.facts.subject))
    if (!statement.ok) return statement
    return this.append(statement.value.kind, statement.value.data)
  }

  /** One entry, acknowledged only when it is on the disk. */
  append(kind: ActKind, data: Json): Result<EntryFacts, Failure> {
    const writing = this.writing
    if (!writing.ok) return writing
    const written = writing.value.ledger.append(kind, data)
    if (written.ok) this.#changed()
    return written
  }

  /** An entry nobody waits for; when it cannot be written the window shows why from now on. */
  note(kind: ActKind, data: Json): void {
    if (!this.#ledger) return
    const written = this.append(kind, data)
    if (!written.ok) this.#stopped(written.failure)
  }

  checkpoint(): Promise<Result<CheckpointFacts, Failure>> {
    return this.#ledger?.checkpoint() ?? Promise.resolve(fail({ code: 'ledger.noIdentity' }))
  }

  /** A copy that can be read from any medium, closed by a checkpoint of its own. */
  async saveCopy(path: string): Promise<Result<null, Failure>> {
    return this.#ledger?.saveCopy(path) ?? fail({ code: 'ledger.noIdentity' })
  }

  /** Ends the session with its closing checkpoint. */
  async close(): Promise<Result<null, Failure>> {
    const ledger = this.#ledger
    this.#ledger = undefined
    await this.access.close(this.#name)
    return (await ledger?.close()) ?? ok(null)
  }

  #stopped(failure: Failure): Result<null, Failure> {
    this.#failure = failure
    this.#changed()
    return fail(failure)
  }
}
