import { type BrowserWindow, type Display, type Rectangle, screen } from 'electron'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type {
  PresentationCalls,
  PresentationStart,
  ShownPassage,
} from '../../preload/contract/presentation.ts'
import type { Desk } from './desk.ts'
import type { OpenCase } from './open-case.ts'

/** What a presentation stands on: the open case, if any, and the language people see. */
export interface PresentationPorts {
  readonly open: () => OpenCase | undefined
  readonly language: () => Language
}

/** Shows passages to others on a whole display; to whom, which and when is in the access log (§ 76 (2) BDSG). */
export class PresentationDesk implements PresentationCalls {
  readonly #desk: Desk
  readonly #ports: PresentationPorts
  #recipient: string | undefined
  /** Where the window goes back to. */
  #before: Rectangle | undefined

  constructor(desk: Desk, ports: PresentationPorts) {
    this.#desk = desk
    this.#ports = ports
  }

  async displays() {
    return screen.getAllDisplays().length
  }

  async startPresentation({ occasion, audience, elsewhere }: PresentationStart) {
    const open = this.#ports.open()
    if (!open) return noneOpen
    // Nothing is shown of which no record can be written.
    const log = open.records.access.writing
    if (!log.ok) return log
    const phrases = this.#desk.phrasesIn(this.#ports.language())
    const recipient = phrases(`dialog.presentation.${occasion}`, { audience: audience.trim() })
    const begun = this.#record(open, audience.trim() === '' ? '' : recipient, {
      kind: 'bundle',
      name: open.judged.facts().name,
      sha256: open.judged.facts().manifestSha256,
    })
    if (!begun.ok) return begun
    this.#recipient = recipient
    this.#fill(elsewhere)
    return ok(null)
  }

  async recordShown({ clip, from, to }: ShownPassage) {
    const open = this.#ports.open()
    const known = open?.judged.facts().case?.clips.find(({ number }) => number === clip)
    if (!open || !known || this.#recipient === undefined) return noneOpen
    return this.#record(open, this.#recipient, {
      kind: 'clip',
      name: `${known.path}#frames=${from}-${to}`,
      sha256: known.sha256,
    })
  }

  async endPresentation() {
    const window = this.#desk.window()
    if (this.#recipient !== undefined && window) leave(window, this.#before)
    this.#recipient = undefined
    this.#before = undefined
    return null
  }

  #record(
    open: OpenCase,
    recipient: string,
    object: Parameters<OpenCase['records']['access']['record']>[0]['object'],
  ): Result<null, Failure> {
    return open.records.access.record({ act: 'shown', object, recipient })
  }

  #fill(elsewhere: boolean): void {
    const window = this.#desk.window()
    if (!window) return
    this.#before = window.getBounds()
    const display = elsewhere ? otherDisplay(window) : undefined
    if (display) window.setBounds(display.bounds)
    window.setFullScreen(true)
  }
}

const noneOpen = fail({ code: 'bundle.noneOpen' as const })

function otherDisplay(window: BrowserWindow): Display | undefined {
  const own = screen.getDisplayMatching(window.getBounds())
  return screen.getAllDisplays().find(({ id }) => id !== own.id)
}

function leave(window: BrowserWindow, before: Rectangle | undefined): void {
  window.setFullScreen(false)
  if (before) window.setBounds(before)
}
