import { dialog } from 'electron'
import { accessCsv } from '../core/access/access-csv.ts'
import type { StatedPurpose } from '../core/access/purpose.ts'
import { utf8 } from '../core/bytes.ts'
import type { Language } from '../core/language.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { Failure } from '../core/failure.ts'
import { readAccessYears, writeAccessYears } from '../disk/access-settings.ts'
import { writeOnce } from '../disk/write-once.ts'
import { accessPage } from '../report/access-page.ts'
import type { AccessCalls, SeenClip } from '../../preload/contract/access.ts'
import { accessWords } from './access-words.ts'
import { confirmErasure, confirmAccessLoss } from './confirm-access.ts'
import type { Desk } from './desk.ts'
import type { OpenCase } from './open-case.ts'

/** Answers what the window asks about accesses to the case that is open. */
export class AccessDesk implements AccessCalls {
  readonly #desk: Desk
  readonly #open: () => OpenCase | undefined
  readonly #language: () => Language

  constructor(desk: Desk, open: () => OpenCase | undefined, language: () => Language) {
    this.#desk = desk
    this.#open = open
    this.#language = language
  }

  async statePurpose(stated: StatedPurpose) {
    return this.#open()?.statePurpose(stated) ?? noneOpen
  }

  async reportSeen(seen: SeenClip) {
    this.#open()?.seen.add(seen)
    return null
  }

  async accessLog() {
    const open = this.#open()
    if (!open) return noneOpen
    const log = open.records.access.writing
    const { years } = await this.accessRetention()
    return ok({ ...open.records.access.view(), expired: log.ok ? log.value.expired(years) : 0, years })
  }

  async exportAccessLog({ form, recipient }: Parameters<AccessCalls['exportAccessLog']>[0]) {
    const open = this.#open()
    if (!open) return noneOpen
    const log = open.records.access.writing
    if (!log.ok) return log
    if (recipient.trim() === '') return fail({ code: 'access.notAllowed' as const, reason: 'recipientEmpty' })
    const path = await this.#askWhere(form)
    if (path === undefined) return ok(undefined)
    const object = { kind: 'accessLog', name: open.name, sha256: null } as const
    // Recorded first: what is handed out holds the record of its own handing out.
    const recorded = open.records.access.record({ act: 'exported', object, recipient })
    if (!recorded.ok) return recorded
    return this.#write(form, path, open)
  }

  async eraseExpiredAccesses() {
    const open = this.#open()
    if (!open) return noneOpen
    const log = open.records.access.writing
    if (!log.ok) return log
    const { years } = await this.accessRetention()
    const due = log.value.expired(years)
    if (due === 0 || !(await confirmErasure(this.#desk, open, due, this.#language()))) return ok(undefined)
    const erased = log.value.eraseExpired(years)
    return erased.ok ? ok(open.records.access.view()) : erased
  }

  async continueAccessLog() {
    const open = this.#open()
    if (!open) return noneOpen
    const { failure } = open.records.access.facts()
    const lost = failure?.code === 'ledger.behind' || failure?.code === 'ledger.journalMissing'
    if (lost && (await confirmAccessLoss(this.#desk, failure, this.#language())))
      await open.records.openAccessLog(true)
    return ok(open.view())
  }

  async accessRetention() {
    const fixed = this.#desk.judging.policy?.accessLogYears
    return { years: fixed ?? (await readAccessYears(this.#desk.home)), locked: fixed !== undefined }
  }

  async setAccessRetention({ years }: Parameters<AccessCalls['setAccessRetention']>[0]) {
    if (this.#desk.judging.policy?.accessLogYears !== undefined)
      return fail({ code: 'policy.locked' as const, setting: 'accessLogYears' })
    await writeAccessYears(this.#desk.home, years)
    return ok(await this.accessRetention())
  }

  async #askWhere(form: 'csv' | 'pdf'): Promise<string | undefined> {
    const phrases = this.#desk.phrasesIn(this.#language())
    const options: Electron.SaveDialogOptions = {
      title: phrases('dialog.exportAccess.title'),
      defaultPath: `${phrases('dialog.exportAccess.name')}.${form}`,
      filters: [{ name: phrases(`dialog.exportAccess.${form}`), extensions: [form] }],
    }
    const window = this.#desk.window()
    const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
    return chosen.canceled || chosen.filePath === '' ? undefined : chosen.filePath
  }

  async #write(form: 'csv' | 'pdf', path: string, open: OpenCase): Promise<Result<string, Failure>> {
    const language = this.#language()
    const phrases = this.#desk.phrasesIn(language)
    const log = open.records.access.view()
    const bytes =
      form === 'csv'
        ? utf8(accessCsv(log.entries, accessWords(phrases)))
        : await this.#desk.printToPdf(
            accessPage({ log, name: open.name, language, phrases, now: new Date() }),
          )
    const written = await writeOnce(path, bytes)
    return written.ok ? ok(path) : written
  }
}

const noneOpen = fail({ code: 'bundle.noneOpen' as const })
