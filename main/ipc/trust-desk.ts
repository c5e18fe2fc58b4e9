import { dialog } from 'electron'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { ok, type Result } from '../core/result.ts'
import { headOfRecord } from '../core/trust/trust-record.ts'
import type { TrustChange, TrustFacts } from '../core/trust/trust-facts.ts'
import { sha256 } from '../crypto/hash.ts'
import { importLists, importTrust, namesLists } from '../trust/import-trust.ts'
import { showTrust } from '../trust/show-trust.ts'
import { readTrustStore } from '../trust/trust-store.ts'
import type { TrustCalls } from '../../preload/contract/trust.ts'
import { askForProof, confirmLists } from './confirm-trust.ts'
import type { Desk } from './desk.ts'
import type { OpenCase } from './open-case.ts'

interface TrustDeskOptions {
  /** A folder was named at the start: beside it nothing that is installed counts. */
  readonly named: boolean
  readonly open: () => OpenCase | undefined
  readonly language: () => Language
}

/** Answers what the window asks about the trust of this workstation, and records every change of it. */
export class TrustDesk implements TrustCalls {
  readonly #desk: Desk
  readonly #options: TrustDeskOptions

  constructor(desk: Desk, options: TrustDeskOptions) {
    this.#desk = desk
    this.#options = options
  }

  async trust(): Promise<Result<TrustFacts, Failure>> {
    const store = await readTrustStore(this.#desk.home)
    if (!store.ok) return store
    const named = this.#options.named ? this.#desk.judging.trust : undefined
    return ok(showTrust(store.value, new Date(), named))
  }

  async importTrust({ twoPersons }: { readonly twoPersons: boolean }) {
    const path = await this.#choose()
    if (path === undefined) return ok(undefined)
    const { home } = this.#desk
    const language = this.#options.language()
    const now = new Date()
    const change = namesLists(path)
      ? await importLists(home, path, now, (lists, store) => confirmLists(this.#desk, language, lists, store))
      : await importTrust(home, path, now, (offered) =>
          askForProof(this.#desk, language, offered, twoPersons, now),
        )
    if (!change.ok) return change
    await this.#changed(change.value)
    return this.trust()
  }

  /** What is opened from now on is judged by the new trust; what is open keeps the judgement it has. */
  async #changed(change: TrustChange): Promise<void> {
    const store = await readTrustStore(this.#desk.home)
    if (!store.ok) return
    if (!this.#options.named) this.#desk.judging.useTrust(store.value.trust)
    const record = headOfRecord(store.value.records, sha256)
    this.#options.open()?.records.note('trustChanged', { ...change, record })
  }

  async #choose(): Promise<string | undefined> {
    const phrases = this.#desk.phrasesIn(this.#options.language())
    const options: Electron.OpenDialogOptions = {
      title: phrases('dialog.trust.choose'),
      filters: [
        { name: phrases('dialog.trust.kind'), extensions: ['json', 'crl'] },
        { name: phrases('dialog.open.all'), extensions: ['*'] },
      ],
      properties: ['openFile'],
    }
    const window = this.#desk.window()
    const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
    return chosen.filePaths[0]
  }
}
