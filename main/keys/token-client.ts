import { basename } from 'node:path'
import type { KeyFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { answers, type TokenAnswer, type TokenQuestion, type Trouble } from './token-messages.ts'
import type { StartTokenProcess, TokenProcess } from './token-process.ts'

/** How to reach tokens on this machine. */
export interface TokenAccess {
  readonly start: StartTokenProcess
  /** The bridge to native libraries (koffi's module). */
  readonly bridge: string
  /** Milliseconds for an answer: a PIN on the reader's own keys takes a person's time. */
  readonly patience?: number
}

type Pending = (answer: unknown) => void

/** A manufacturer's library in its process: questions go in, answers or clear failures come out. */
export class TokenClient {
  readonly #process: TokenProcess
  readonly #patience: number
  readonly #name: string
  readonly #pending = new Map<number, Pending>()
  #number = 0
  #over: KeyFailure | undefined

  constructor(library: string, { start, bridge, patience = 120_000 }: TokenAccess) {
    this.#name = basename(library)
    this.#patience = patience
    this.#process = start([bridge, library])
    this.#process.onMessage((message) => this.#heard(message))
    this.#process.onEnd(() => this.#stop({ code: 'token.libraryCrashed', name: this.#name }))
  }

  async ask<Q extends TokenQuestion>(question: Q): Promise<Result<TokenAnswer<Q['ask']>, KeyFailure>> {
    if (this.#over) return fail(this.#over)
    const said = await this.#answerTo(question)
    const parsed = answers[question.ask].safeParse(said)
    if (!parsed.success) return fail(this.#over ?? { code: 'token.libraryCrashed', name: this.#name })
    const { data } = parsed
    if (isTrouble(data)) {
      const failure = this.#failureOf(data)
      // Put back in, it would want its PIN again: this session is over.
      if (failure.code === 'token.pulledOut') this.#stop(failure)
      return fail(failure)
    }
    return ok(data as TokenAnswer<Q['ask']>)
  }

  #answerTo(question: TokenQuestion): Promise<unknown> {
    const number = ++this.#number
    return new Promise((settle) => {
      const impatient = setTimeout(() => this.#giveUp(), this.#patience)
      this.#pending.set(number, (answer) => {
        clearTimeout(impatient)
        this.#pending.delete(number)
        settle(answer)
      })
      this.#process.say({ number, question })
    })
  }

  /** Ends the process; the token forgets the PIN. */
  end(): void {
    this.#stop({ code: 'key.cancelled' })
    this.#process.end()
  }

  #giveUp(): void {
    this.#stop({ code: 'token.noAnswer', name: this.#name })
    this.#process.end()
  }

  #heard(message: unknown): void {
    if (typeof message !== 'object' || message === null) return
    const number: unknown = Reflect.get(message, 'number')
    if (typeof number === 'number') this.#pending.get(number)?.(Reflect.get(message, 'answer'))
  }

  #stop(failure: KeyFailure): void {
    this.#over ??= failure
    for (const answer of this.#pending.values()) answer(undefined)
  }

  #failureOf({ trouble, number }: Trouble): KeyFailure {
    if (trouble === 'refused') return { code: 'token.refused', name: this.#name, number }
    return { code: `token.${trouble}`, name: this.#name }
  }
}

function isTrouble(data: unknown): data is Trouble {
  return typeof data === 'object' && data !== null && 'trouble' in data
}
