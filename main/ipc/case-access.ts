import { join } from 'node:path'
import type { AccessAct, AccessRecord } from '../core/access/access-record.ts'
import { purposeText, statementRefusal, type StatedPurpose } from '../core/access/purpose.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import type { CaseFolder } from '../disk/case-folder.ts'
import { openAccessLog, type AccessLog } from '../ledger/access-log.ts'
import type { AccessState, AccessView } from '../../preload/contract/access.ts'
import type { Desk } from './desk.ts'
import { ledgerPorts } from './ledger-ports.ts'
import { lookInto } from './look-into-ledger.ts'

/** An access before its purpose is put to it. */
export type Access = Pick<AccessRecord, 'act' | 'object'> & { readonly recipient?: string }

const leaving: ReadonlySet<AccessAct> = new Set(['exported', 'printed', 'reported', 'shown'])

/**
 * The access log of one open case. Without a stated purpose nothing is shown; what is done before somebody's key is
 * unlocked is kept here and recorded first thing when it is.
 */
export class CaseAccess {
  readonly #folder: CaseFolder
  readonly #desk: Desk
  #stated: StatedPurpose | undefined
  #log: AccessLog | undefined
  #failure: Failure | null = null
  #waiting: Access[] = []
  readonly #viewed = new Set<string>()

  constructor(folder: CaseFolder, desk: Desk) {
    this.#folder = folder
    this.#desk = desk
  }

  get stated(): StatedPurpose | undefined {
    return this.#stated
  }

  get writing(): Result<AccessLog, Failure> {
    return this.#log ? ok(this.#log) : fail(this.#failure ?? { code: 'ledger.noIdentity' })
  }

  facts(): AccessState {
    return {
      purpose: this.#stated ?? null,
      logged: this.#log !== undefined,
      waiting: this.#waiting.length,
      failure: this.#failure,
    }
  }

  /** The purpose of everything from now on; an empty or endless one is refused. */
  state(stated: StatedPurpose): Result<null, Failure> {
    const refusal = statementRefusal(stated)
    if (refusal) return fail({ code: 'access.notAllowed', reason: refusal })
    this.#stated = stated
    return ok(null)
  }

  /** Opens the log for whoever signs, once both the person and the purpose are known. */
  async open(identity: SigningIdentity | undefined, name: string, acceptLoss = false): Promise<void> {
    if (!identity || !this.#stated) return
    await this.close()
    const opened = await openAccessLog({
      file: this.#folder.access,
      caseId: this.#folder.id,
      heads: join(this.#desk.home, 'heads'),
      acceptLoss,
      identity,
      ports: ledgerPorts(this.#desk.judging),
      nativeBinding: this.#desk.places.nativeBinding,
      name,
      purpose: purposeText(this.#stated),
    })
    this.#failure = opened.ok ? null : opened.failure
    if (!opened.ok) return
    this.#log = opened.value
    for (const access of this.#waiting.splice(0)) this.record(access)
  }

  /** Recorded before it is done. With no key unlocked it waits; a log that cannot be written lets nothing leave. */
  record(access: Access): Result<null, Failure> {
    const { act, object, recipient = null } = access
    if (!this.#log || !this.#stated) {
      if (this.#failure) return fail(this.#failure)
      // What leaves or is shown to others cannot wait to be recorded: perhaps nobody ever unlocks a key.
      if (leaving.has(act)) return fail({ code: 'ledger.noIdentity' })
      this.#waiting.push(access)
      return ok(null)
    }
    const written = this.#log.record({ act, object, purpose: purposeText(this.#stated), recipient })
    if (!written.ok) {
      if (written.failure.code !== 'access.notAllowed') this.#failure = written.failure
      return written
    }
    return ok(null)
  }

  /** That a clip or file was looked at: once each time the case is open. */
  viewed(object: AccessRecord['object']): void {
    const key = `${object.kind}/${object.name}`
    if (this.#viewed.has(key)) return
    this.#viewed.add(key)
    this.record({ act: 'viewed', object })
  }

  /** The whole log; while nobody's key is unlocked it is only looked into. */
  view(): AccessView {
    const log = this.#log
    if (log) return { entries: log.entries(), ledger: log.facts() }
    const ports = ledgerPorts(this.#desk.judging)
    return lookInto(this.#folder.access, ports, this.#desk.places.nativeBinding).view
  }

  /** Ends with the record that the case was closed, and its closing checkpoint. */
  async close(name?: string): Promise<void> {
    if (this.#log && name !== undefined)
      this.record({ act: 'closed', object: { kind: 'case', name, sha256: null } })
    const log = this.#log
    this.#log = undefined
    await log?.close()
  }
}
