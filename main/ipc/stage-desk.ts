import { clipboard, dialog } from 'electron'
import { comparePassports, type Passport } from '../core/clip/passport.ts'
import { parsePassport, printPassport } from '../core/clip/passport-text.ts'
import { clockData, clockRefusal } from '../core/clip/reference-clock.ts'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { processingSteps } from '../core/picture/processing.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { sha256 } from '../crypto/hash.ts'
import type { FoundFrame, PassportView, StageCalls, StillView } from '../../preload/contract/stage.ts'
import type { CaseView } from '../../preload/contract/workstation.ts'
import type { Desk } from './desk.ts'
import { exportStill } from './export-still.ts'
import { examineFrame, framesOf } from './frame-facts.ts'
import type { OpenCase } from './open-case.ts'

/** What the stage stands on: the open case, if any, and the language people see. */
export interface StagePorts {
  readonly open: () => OpenCase | undefined
  readonly language: () => Language
}

const noneOpen = fail({ code: 'bundle.noneOpen' as const })
const lookOnly = { still: false, processing: null }

/** Single frames and the clocks of cameras. */
export class StageDesk implements StageCalls {
  readonly #desk: Desk
  readonly #ports: StagePorts

  constructor(desk: Desk, ports: StagePorts) {
    this.#desk = desk
    this.#ports = ports
  }

  async framePassport(asked: {
    readonly clip: number
    readonly frame: number
  }): Promise<Result<PassportView, Failure>> {
    const open = this.#ports.open()
    if (!open) return noneOpen
    const examined = await examineFrame(framesOf(open), await this.#desk.frameRoom(), asked, lookOnly)
    if (!examined.ok) return examined
    const { passport } = examined.value
    return ok({ passport, text: printPassport(passport, sha256) })
  }

  async findPassport({ text }: { readonly text?: string }): Promise<Result<FoundFrame, Failure>> {
    const open = this.#ports.open()
    if (!open) return noneOpen
    const theirs = parsePassport(text ?? (await clipboard.readText()), sha256)
    if (!theirs) return fail({ code: 'passport.malformed' })
    const clip = clipOf(open, theirs)
    if (clip === undefined)
      return fail({ code: 'passport.otherClip', clip: theirs.clip.path, bundle: theirs.bundle })
    const ours = await this.framePassport({ clip, frame: theirs.frame })
    if (!ours.ok) return ours
    const { passport } = ours.value
    const comparisons = comparePassports(theirs, passport)
    return ok({ clip, frame: theirs.frame, theirs, ours: passport, comparisons })
  }

  async passportInClipboard(): Promise<string> {
    const text = await clipboard.readText()
    // Whatever else people have copied is none of the window's business.
    return parsePassport(text, sha256) ? text : ''
  }

  async setClock({ clip, clock }: Parameters<StageCalls['setClock']>[0]): Promise<Result<CaseView, Failure>> {
    const open = this.#ports.open()
    if (!open) return noneOpen
    const { case: facts, manifestSha256 } = open.judged.facts()
    const known = facts?.clips.find(({ number }) => number === clip)
    if (!known) return fail({ code: 'file.notFound', name: String(clip) })
    const reason = clockRefusal(known, clock)
    if (reason) return fail({ code: 'clock.notAllowed', reason })
    const written = open.records.append('clockSet', clockData(manifestSha256, known, clock))
    return written.ok ? ok(open.view()) : written
  }

  async exportStill(
    asked: Parameters<StageCalls['exportStill']>[0],
  ): Promise<Result<StillView | undefined, Failure>> {
    const open = this.#ports.open()
    if (!open) return noneOpen
    const folder = await this.#askForFolder()
    if (folder === undefined) return ok(undefined)
    const { clip, frame } = asked
    const wished = asked.processing && processingSteps(asked.processing).length > 0
    const processing = wished ? (asked.processing ?? null) : null
    return exportStill({ open, desk: this.#desk, clip, frame, processing, folder })
  }

  async #askForFolder(): Promise<string | undefined> {
    const phrases = this.#desk.phrasesIn(this.#ports.language())
    const options: Electron.OpenDialogOptions = {
      title: phrases('dialog.still.title'),
      buttonLabel: phrases('dialog.still.accept'),
      properties: ['openDirectory', 'createDirectory'],
    }
    const window = this.#desk.window()
    const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
    return chosen.filePaths[0]
  }
}

/** The clip with the same bytes, whatever it is called here. */
function clipOf(open: OpenCase, { clip }: Passport): number | undefined {
  return open.judged.facts().case?.clips.find(({ sha256: hash }) => hash === clip.sha256)?.number
}
