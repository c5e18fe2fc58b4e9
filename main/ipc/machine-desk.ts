import type { MachineCalls, ProgramCheck, SupportView } from '../../preload/contract/machine.ts'
import type { Failure } from '../core/failure.ts'
import type { SupportPart } from '../core/installation/support-parcel.ts'
import type { Language } from '../core/language.ts'
import { ok, type Result } from '../core/result.ts'
import { checkProgram } from '../installation.ts'
import { gatherSupport, writeSupport } from '../support-parcel.ts'
import { askWhereTo } from './ask-where.ts'
import type { Desk } from './desk.ts'

/** Answers for the program itself. */
export class MachineDesk implements MachineCalls {
  readonly #desk: Desk
  readonly #root: string
  readonly #language: () => Language
  #gathered: readonly SupportPart[] = []
  #begun: Promise<ProgramCheck> | undefined

  constructor(desk: Desk, root: string, language: () => Language) {
    this.#desk = desk
    this.#root = root
    this.#language = language
  }

  /** Begun in the background at the start; whoever asks hears the same answer. */
  checkProgram(): Promise<ProgramCheck> {
    return (this.#begun ??= checkProgram(this.#root, this.#desk.judging))
  }

  async collectForSupport(): Promise<SupportView> {
    const { home, version, places, judging } = this.#desk
    const source = { home, version, packaged: places.packaged, policy: judging.policy ?? {} }
    this.#gathered = await gatherSupport({ ...source, program: await this.checkProgram() })
    return { parts: this.#gathered }
  }

  /** What was shown is what is saved, whatever has come up meanwhile. */
  async saveForSupport(): Promise<Result<{ readonly path: string } | null, Failure>> {
    const phrases = this.#desk.phrasesIn(this.#language())
    const path = await askWhereTo(this.#desk, {
      title: phrases('fortress.support.saveTitle'),
      defaultPath: 'asservat-support.zip',
      filters: [{ name: 'ZIP', extensions: ['zip'] }],
    })
    if (path === undefined) return ok(null)
    const written = await writeSupport(path, this.#gathered)
    return written.ok ? ok({ path }) : written
  }
}
