import type { MachineCalls, ProgramCheck } from '../../preload/contract/machine.ts'
import { checkProgram } from '../installation.ts'
import type { Desk } from './desk.ts'

/** Answers for the program itself. */
export class MachineDesk implements MachineCalls {
  readonly #desk: Desk
  readonly #root: string
  #begun: Promise<ProgramCheck> | undefined

  constructor(desk: Desk, root: string) {
    this.#desk = desk
    this.#root = root
  }

  /** Begun in the background at the start; whoever asks hears the same answer. */
  checkProgram(): Promise<ProgramCheck> {
    return (this.#begun ??= checkProgram(this.#root, this.#desk.judging))
  }
}
