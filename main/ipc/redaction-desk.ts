import { join } from 'node:path'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { planFromEntries } from '../core/redaction/plan-from-entries.ts'
import { parsePlan, type RedactionPlan } from '../core/redaction/plan.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { signingObstacle } from '../crypto/may-sign.ts'
import type { RedactionCalls, RedactionRequest, RedactionView } from '../../preload/contract/redaction.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Desk } from './desk.ts'
import { discloseClip } from './disclose-clip.ts'
import type { OpenCase } from './open-case.ts'
import type { Tell } from './workstation.ts'

/** Makes copies of the open case's clips without what signed annotations mark as to be hidden. */
export class RedactionDesk implements RedactionCalls {
  readonly #desk: Desk
  readonly #tell: Tell
  readonly #open: () => OpenCase | undefined
  readonly #language: () => Language
  #running: AbortController | undefined

  constructor(desk: Desk, tell: Tell, open: () => OpenCase | undefined, language: () => Language) {
    this.#desk = desk
    this.#tell = tell
    this.#open = open
    this.#language = language
  }

  async redactClip(request: RedactionRequest): Promise<Result<RedactionView | undefined, Failure>> {
    const open = this.#open()
    if (!open) return fail({ code: 'bundle.noneOpen' })
    const writing = open.records.writing
    if (!writing.ok) return writing
    const { identity } = writing.value
    const obstacle = signingObstacle(identity, this.#desk.judging.trust, this.#desk.judging.now())
    if (obstacle) return fail(obstacle)
    const sealed = open.judged.facts().case
    const clip = sealed?.clips.find(({ number }) => number === request.clip)
    if (!sealed || !clip) return fail({ code: 'file.notFound', name: String(request.clip) })
    const table = await open.clips.table(clip.number)
    if (!table.ok) return table
    const { width, height, pts } = table.value
    const drawn = planFromEntries(open.records.entries(), clip.sha256, request)
    const plan = checked(drawn, { frames: pts.length, width, height })
    if (!plan.ok) return plan
    if (!(await this.#confirmed(clip.originalName, plan.value, request))) return ok(undefined)
    const object = { kind: 'clip', name: clip.path, sha256: clip.sha256 } as const
    const recorded = open.records.access.record({ act: 'exported', object, recipient: request.recipient })
    if (!recorded.ok) return recorded
    const made = await this.#stoppable((signal) =>
      discloseClip({
        judged: open.judged,
        sealed,
        clip,
        table: table.value,
        plan: plan.value,
        identity,
        desk: this.#desk,
        out: join(open.folder.path, 'disclosures', new Date().toISOString().replace(/[-:.]/g, '')),
        language: request.language,
        recipient: request.recipient,
        signal,
        onStep: (step, done, total) => this.#tell('redactionProgress', { step, done, total }),
        record: (copied) => open.records.append('copyDisclosed', copied),
      }),
    )
    if (!made.ok) return made
    const { out: container, frames, sha256 } = made.value
    open.writes(container)
    return ok({ container, frames, sha256 })
  }

  async cancelRedaction() {
    this.#running?.abort()
    return null
  }

  /** One copy at a time: each decodes in a room of its own. */
  async #stoppable<T>(make: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    try {
      return await make(running.signal)
    } finally {
      if (this.#running === running) this.#running = undefined
    }
  }

  async #confirmed(clip: string, plan: RedactionPlan, request: RedactionRequest): Promise<boolean> {
    const phrases = this.#desk.phrasesIn(this.#language())
    const answer = await askInOwnWindow(this.#desk.places, this.#desk.window(), {
      language: this.#language(),
      title: phrases('redact.confirm.title'),
      body: phrases('redact.confirm.body'),
      notice: null,
      facts: [
        [phrases('redact.confirm.clip'), clip],
        [phrases('redact.confirm.masks'), String(plan.masks.length)],
        [phrases('redact.confirm.mutes'), String(plan.mutes.length)],
        [phrases('redact.confirm.reason'), request.reason],
        [phrases('redact.confirm.legalBasis'), request.legalBasis],
        [phrases('redact.confirm.recipient'), request.recipient],
      ],
      passphraseLabel: null,
      accept: phrases('redact.confirm.accept'),
      cancel: phrases('dialog.cancel'),
    })
    return answer !== undefined
  }
}

/** By the same rules as a plan that somebody wrote into a file. */
function checked(
  plan: RedactionPlan,
  clip: { readonly frames: number; readonly width: number; readonly height: number },
): Result<RedactionPlan, Failure> {
  const read = parsePlan(JSON.stringify({ format: 'asservat-redaction-plan/1', ...plan }), clip)
  return read.ok ? read : fail({ code: 'redact.plan', name: '', place: read.failure.place })
}
