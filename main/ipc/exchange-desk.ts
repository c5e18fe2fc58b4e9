import { basename } from 'node:path'
import { dialog } from 'electron'
import { toHex } from '../core/bytes.ts'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { originOf } from '../core/ledger/entry.ts'
import { commonNameOf } from '../core/ledger/history.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { readExchangeSettings, writeExchangeSettings } from '../disk/exchange-settings.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { writeOnce } from '../disk/write-once.ts'
import { mostPackage, type CaseChain } from '../exchange/case-chains.ts'
import type { CaseExchange } from '../exchange/case-exchange.ts'
import { doubtIn } from '../core/exchange/take-in.ts'
import { heldHere } from '../ledger/held-files.ts'
import type {
  ChainView,
  ComparisonView,
  ExchangeCalls,
  ExchangeView,
} from '../../preload/contract/exchange.ts'
import { confirmCountersignature } from './confirm-countersignature.ts'
import type { Desk } from './desk.ts'
import { exchangeOf } from './exchange-of-case.ts'
import type { OpenCase } from './open-case.ts'

type Answer = Result<ExchangeView, Failure>
type Given<K extends keyof ExchangeCalls> = Parameters<ExchangeCalls[K]>[0]

const noneOpen = fail({ code: 'bundle.noneOpen' as const })

/** Answers what the window asks about working with others on the open case. */
export class ExchangeDesk implements ExchangeCalls {
  readonly #desk: Desk
  readonly #open: () => OpenCase | undefined
  readonly #language: () => Language

  constructor(desk: Desk, open: () => OpenCase | undefined, language: () => Language) {
    this.#desk = desk
    this.#open = open
    this.#language = language
  }

  async exchange(): Promise<Answer> {
    const here = this.#case()
    return here.ok ? this.#view(here.value.exchange, here.value.open) : here
  }

  async handOver({ blind, recipient }: Given<'handOver'>) {
    const here = this.#case()
    if (!here.ok) return here
    const path = await this.#askWhere()
    if (path === undefined) return ok(undefined)
    const { open, exchange } = here.value
    const object = { kind: 'ledger', name: open.name, sha256: null } as const
    // Recorded first: what cannot be recorded must not leave.
    const recorded = open.records.access.record({ act: 'exported', object, recipient })
    if (!recorded.ok) return recorded
    const made = await exchange.export({ from: 1, blind })
    if (!made.ok) return made
    const written = await writeOnce(path, made.value)
    return written.ok ? ok(path) : written
  }

  async takeIn(): Promise<Result<ExchangeView | undefined, Failure>> {
    const here = this.#case()
    if (!here.ok) return here
    const path = await this.#askWhich()
    if (path === undefined) return ok(undefined)
    if (heldHere(path)) return fail({ code: 'file.heldHere', name: basename(path) })
    const bytes = await readSmallFile(path, mostPackage)
    if (!bytes.ok) return bytes
    const taken = await here.value.exchange.take(bytes.value, basename(path))
    return taken.ok ? this.#view(here.value.exchange, here.value.open) : taken
  }

  async compareWith({ chain }: Given<'compareWith'>): Promise<Result<ComparisonView, Failure>> {
    const here = this.#case()
    if (!here.ok) return here
    const compared = await here.value.exchange.compare(chain)
    return compared.ok ? ok({ ...compared.value, chain: chainView(compared.value.chain) }) : compared
  }

  async countersign(order: Given<'countersign'>): Promise<Result<ExchangeView | undefined, Failure>> {
    const here = this.#case()
    if (!here.ok) return here
    const { exchange, open } = here.value
    const shown = await this.#view(exchange, open)
    if (!shown.ok) return shown
    const chain = shown.value.chains.find((known) => known.chain === order.chain)
    const signer = open.view().reviewer?.certificate.subject ?? ''
    if (
      !(await confirmCountersignature(this.#desk, this.#language(), {
        ...order,
        signer,
        root: chain?.root ?? '',
      }))
    )
      return ok(undefined)
    return this.#after(await exchange.countersign(order))
  }

  async beginBlindReview(): Promise<Answer> {
    const here = this.#case()
    return here.ok ? this.#after(here.value.exchange.beginBlind()) : here
  }

  async revealOthers(): Promise<Answer> {
    const here = this.#case()
    return here.ok ? this.#after(await here.value.exchange.reveal()) : here
  }

  async decideBetween(order: Given<'decideBetween'>): Promise<Answer> {
    const here = this.#case()
    return here.ok ? this.#after(await here.value.exchange.decide(order)) : here
  }

  async requireSupervisor({ needed }: Given<'requireSupervisor'>): Promise<Answer> {
    const fixed = this.#desk.judging.policy?.supervisorBeforeReport === true
    if (fixed && !needed) return fail({ code: 'policy.locked', setting: 'supervisorBeforeReport' })
    await writeExchangeSettings(this.#desk.home, { supervisorBeforeReport: needed })
    return this.exchange()
  }

  #case(): Result<{ readonly open: OpenCase; readonly exchange: CaseExchange }, Failure> {
    const open = this.#open()
    if (!open) return noneOpen
    const writing = open.records.writing
    if (!writing.ok) return writing
    return ok({ open, exchange: exchangeOf(this.#desk, open.folder, open.records, writing.value.identity) })
  }

  #after(written: Result<unknown, Failure>): Promise<Answer> {
    return written.ok ? this.exchange() : Promise.resolve(written)
  }

  async #view(exchange: CaseExchange, open: OpenCase): Promise<Answer> {
    const chains = await exchange.chains()
    const settings = await readExchangeSettings(this.#desk.home, this.#desk.judging.policy)
    const own = originOf('findings', open.folder.id)
    return ok({ own, chains: chains.map(chainView), blind: exchange.blind, ...settings })
  }

  async #askWhere(): Promise<string | undefined> {
    const phrases = this.#desk.phrasesIn(this.#language())
    const options: Electron.SaveDialogOptions = {
      title: phrases('exchange.dialog.handOver'),
      defaultPath: phrases('exchange.dialog.fileName'),
      filters: [{ name: phrases('exchange.dialog.kind'), extensions: ['asice'] }],
    }
    const window = this.#desk.window()
    const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
    return chosen.canceled || chosen.filePath === '' ? undefined : chosen.filePath
  }

  async #askWhich(): Promise<string | undefined> {
    const phrases = this.#desk.phrasesIn(this.#language())
    const options: Electron.OpenDialogOptions = {
      title: phrases('exchange.dialog.takeIn'),
      filters: [{ name: phrases('exchange.dialog.kind'), extensions: ['asice'] }],
      properties: ['openFile'],
    }
    const window = this.#desk.window()
    const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
    return chosen.filePaths[0]
  }
}

function chainView({ origin, packages, taken }: CaseChain): ChainView {
  return {
    chain: origin,
    signer: commonNameOf(packages.at(-1)?.act.signer ?? ''),
    size: taken?.size ?? 0,
    root: taken ? toHex(taken.root) : '',
    doubt: taken ? doubtIn(taken) : null,
    withheld: taken?.findings.some(({ reason }) => reason === 'withheldFromCopy') ?? false,
    packages: packages.map(({ seq, time, act, state }) => ({
      entry: seq,
      time,
      size: act.size,
      alarm: act.alarm,
      blind: act.blind,
      state,
    })),
  }
}
