import { clipboard, dialog } from 'electron'
import type { StatedPurpose } from '../core/access/purpose.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { visibleFacts } from '../core/seal/visible-case.ts'
import { writeSettings, type Settings } from '../disk/settings.ts'
import { exists } from '../disk/write-once.ts'
import { judgeWhole } from '../judge.ts'
import { judgeLedger } from '../judge-ledger.ts'
import type {
  CaseCalls,
  CaseView,
  Language,
  RecentView,
  WorkstationEvents,
} from '../../preload/contract/workstation.ts'
import { confirmLoss } from './confirm-loss.ts'
import type { Desk } from './desk.ts'
import { isOffline } from './network-watch.ts'
import { caseToKeep, openCase } from './open-bundle.ts'
import { askReaderWith } from './read-encrypted.ts'
import type { OpenCase } from './open-case.ts'
import { canAnybodySign, unlockIdentity } from './unlock.ts'
import { join } from 'node:path'
import type { SigningIdentity } from '../core/signing.ts'

/** Tells the window something it did not ask for. */
export type Tell = <K extends keyof WorkstationEvents>(event: K, value: WorkstationEvents[K]) => void

/** The workstation behind the window: one open case at a time, one reviewer at a time. */
export class ReviewWorkstation implements CaseCalls {
  readonly #desk: Desk
  readonly #tell: Tell
  #language: Language
  #settings: Settings
  #open: OpenCase | undefined
  #identity: SigningIdentity | undefined
  #failure: Failure | null = null
  #restored = false

  constructor(desk: Desk, tell: Tell, language: Language, settings: Settings) {
    this.#desk = desk
    this.#tell = tell
    this.#language = language
    this.#settings = settings
  }

  get language(): Language {
    return this.#language
  }

  get openCase(): OpenCase | undefined {
    return this.#open
  }

  async start() {
    const kept = this.#desk.judging.policy?.recentFiles === false ? [] : this.#settings.recent
    const recent = await Promise.all(kept.map(recentView))
    const open = this.#open?.view() ?? null
    const failure = this.#failure
    this.#failure = null
    const restored = this.#restored
    this.#restored = false
    return {
      language: this.#language,
      version: this.#desk.version,
      offline: isOffline(),
      restored,
      platform: process.platform,
      open,
      recent,
      failure,
    }
  }

  /** The next page that starts is one that came back. */
  noteRestored(): void {
    this.#restored = true
  }

  async setLanguage({ language }: { readonly language: Language }) {
    this.#language = language
    await this.#remember({ ...this.#settings, language })
    this.#tell('languageChanged', language)
    return language
  }

  async chooseBundle() {
    const phrases = this.#desk.phrasesIn(this.#language)
    const path = await askForFile(this.#desk, {
      title: phrases('dialog.open.title'),
      filters: [
        { name: phrases('dialog.open.kind'), extensions: ['asice', 'sce', 'zip'] },
        { name: phrases('dialog.open.all'), extensions: ['*'] },
      ],
      properties: ['openFile'],
    })
    return path === undefined ? ok(undefined) : this.openBundle({ path })
  }

  openBundle({ path }: { readonly path: string }) {
    return this.#openFor(path, undefined)
  }

  async #openFor(path: string, purpose: StatedPurpose | undefined) {
    await this.closeBundle()
    const opened = await openCase(path, this.#desk, {
      identity: this.#identity,
      // Before the window is there nobody can be asked; then it is asked again.
      ...(this.#desk.window()
        ? { askReader: askReaderWith({ desk: this.#desk, language: this.#language }) }
        : {}),
      purpose,
      trying: this.#desk.phrasesIn(this.#language)('access.reason.trying'),
      changed: (view) => this.#tell('caseChanged', view),
      gone: (failure) => this.#tell('bundleGone', failure),
    })
    if (!opened.ok) return opened
    this.#open = opened.value
    await this.#rememberOpened(path, opened.value)
    return ok(opened.value.view())
  }

  openSample() {
    return this.openBundle({ path: join(this.#desk.places.sample, 'sample.asice') })
  }

  async closeBundle(): Promise<Result<null, Failure>> {
    const open = this.#open
    this.#open = undefined
    return (await open?.close()) ?? ok(null)
  }

  async frameTable({ clip }: { readonly clip: number }) {
    if (!this.#open) return noneOpen
    if (!this.#open.shown) return fail({ code: 'access.notAllowed' as const, reason: 'purposeEmpty' })
    const known = this.#open.judged.facts().case?.clips.find(({ number }) => number === clip)
    // Recorded before the clip's frames are told.
    if (known) this.#open.records.access.viewed({ kind: 'clip', name: known.path, sha256: known.sha256 })
    return this.#open.clips.table(clip)
  }

  async unlock() {
    if (!this.#open) return noneOpen
    // The sample case signs by itself wherever nobody has a key yet.
    const sample = this.#open.view().bundle.sample && !(await canAnybodySign(this.#desk))
    const trial = sample ? await this.#desk.sampleIdentity() : undefined
    if (trial) return this.#open.unlock(trial)
    const identity = await unlockIdentity(this.#desk, this.#language)
    return identity.ok ? this.#signBy(identity.value) : identity
  }

  /** Whoever signs now, also without a case; asked for where nobody does. */
  async signer(): Promise<Result<SigningIdentity, Failure>> {
    if (this.#identity) return ok(this.#identity)
    const identity = await unlockIdentity(this.#desk, this.#language)
    if (identity.ok) await this.#signBy(identity.value)
    return identity
  }

  /** SHA-256 of the certificate that signs now; undefined while nobody does. */
  get unlocked(): string | undefined {
    return this.#identity?.facts.sha256
  }

  /** Another reviewer, or the same one again: asked for the secret first, so that a slip locks nobody out. */
  async change(id: string): Promise<Result<null, Failure>> {
    const identity = await unlockIdentity(this.#desk, this.#language, { wanted: id })
    if (!identity.ok) return identity
    const signing = await this.#signBy(identity.value)
    return signing.ok || signing.failure.code === 'bundle.noneOpen' ? ok(null) : signing
  }

  async #signBy(identity: SigningIdentity): Promise<Result<CaseView, Failure>> {
    await this.lock()
    this.#identity = identity
    return this.#open ? this.#open.unlock(identity) : noneOpen
  }

  /** Ends the session with its closing checkpoint and lets go of the key; the case stays open to look at. */
  async lock(): Promise<void> {
    const identity = this.#identity
    this.#identity = undefined
    if (this.#open?.view().reviewer) await this.#open.unlock(undefined)
    await identity?.forget?.()
    const view = this.#open?.view()
    if (view) this.#tell('caseChanged', view)
  }

  async continueLedger() {
    if (!this.#open) return noneOpen
    const { ledgerFailure } = this.#open.view()
    const lost = ledgerFailure?.code === 'ledger.behind' || ledgerFailure?.code === 'ledger.journalMissing'
    if (!lost || !(await confirmLoss(this.#desk, ledgerFailure, this.#language))) return ok(this.#open.view())
    return this.#open.continueLedger()
  }

  async annotate(draft: Parameters<CaseCalls['annotate']>[0]) {
    return this.#open?.annotate(draft) ?? noneOpen
  }

  async correctAnnotation(request: Parameters<CaseCalls['correctAnnotation']>[0]) {
    return this.#open?.correct(request) ?? noneOpen
  }

  async withdrawAnnotation(request: Parameters<CaseCalls['withdrawAnnotation']>[0]) {
    return this.#open?.withdraw(request) ?? noneOpen
  }

  async verifyFile({ path }: { readonly path: string }) {
    const { judging, places } = this.#desk
    const ledger = await judgeLedger(path, judging, places.nativeBinding)
    if (!ledger.ok) return ledger
    if (ledger.value) return ok({ kind: 'ledger', ledger: ledger.value } as const)
    const judged = await judgeWhole(path, judging)
    return judged.ok ? ok({ kind: 'sealed', facts: visibleFacts(judged.value) } as const) : judged
  }

  async chooseToVerify() {
    const phrases = this.#desk.phrasesIn(this.#language)
    const path = await askForFile(this.#desk, {
      title: phrases('window.verify.choose'),
      filters: [
        {
          name: phrases('window.verify.kind'),
          extensions: ['asice', 'sce', 'zip', 'pdf', 'ledger', 'jsonl'],
        },
        { name: phrases('dialog.open.all'), extensions: ['*'] },
      ],
      properties: ['openFile'],
    })
    return path === undefined ? ok(undefined) : this.verifyFile({ path })
  }

  async pauseVerification({ paused }: { readonly paused: boolean }) {
    this.#open?.pause(paused)
    return null
  }

  async watching({ clip }: { readonly clip: number; readonly frame: number }) {
    this.#open?.watching(clip)
    return null
  }

  async copyText({ text }: { readonly text: string }) {
    const object = { kind: 'case', name: text.split('\n', 1)[0]?.slice(0, 200) ?? '', sha256: null } as const
    this.#open?.records.access.record({ act: 'copied', object })
    await Promise.resolve(clipboard.writeText(text))
    return null
  }

  /** Whether what was handed over waits for somebody's key. */
  get waitsForKey(): boolean {
    return this.#failure?.code === 'encryption.locked'
  }

  /** Opens what was handed over from outside (command line, second start) and tells the window. */
  async handOver(path: string, purpose?: StatedPurpose): Promise<void> {
    const opened = await this.#openFor(path, purpose)
    if (opened.ok) this.#tell('opened', opened.value)
    else {
      this.#failure = opened.failure
      this.#tell('openFailed', opened.failure)
    }
  }

  async #rememberOpened(path: string, opened: OpenCase): Promise<void> {
    const fileNumber = caseToKeep(opened.judged.facts())?.case.fileNumber ?? ''
    const others = this.#settings.recent.filter((recent) => recent.path !== path)
    const recent = [{ path, fileNumber, openedAt: new Date().toISOString() }, ...others].slice(0, 10)
    await this.#remember({ ...this.#settings, recent })
  }

  async #remember(wanted: Settings): Promise<void> {
    // Names of cases are personal data; an administrator may forbid keeping them.
    const settings = this.#desk.judging.policy?.recentFiles === false ? { ...wanted, recent: [] } : wanted
    this.#settings = settings
    await writeSettings(this.#desk.home, settings)
  }
}

const noneOpen = fail({ code: 'bundle.noneOpen' as const })

async function recentView(recent: Settings['recent'][number]): Promise<RecentView> {
  const name = recent.path.split(/[\\/]/).pop() ?? recent.path
  return { ...recent, name, present: await exists(recent.path) }
}

async function askForFile(desk: Desk, options: Electron.OpenDialogOptions): Promise<string | undefined> {
  const window = desk.window()
  const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return chosen.filePaths[0]
}
