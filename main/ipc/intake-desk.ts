import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { utf8 } from '../core/bytes.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { signingObstacle } from '../crypto/may-sign.ts'
import { roomFor } from '../disk/room.ts'
import { judgeWhole } from '../judge.ts'
import { isVideo } from '../verify/plan-bundle.ts'
import { listFootage, sealFolder } from '../verify/seal-folder.ts'
import type { ChosenFootage, IntakeCalls, IntakeForm, SealedIntake } from '../../preload/contract/intake.ts'
import { askWhereTo, askWhich } from './ask-where.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Desk } from './desk.ts'
import type { LongWork } from './long-work.ts'
import type { ReviewWorkstation } from './workstation.ts'

/** Seals footage that came without a seal, in the name of whoever receives it. */
export class IntakeDesk implements IntakeCalls {
  readonly #desk: Desk
  readonly #station: ReviewWorkstation
  readonly #work: LongWork
  /** What was chosen last; the window names no paths. */
  #chosen: { readonly folder: string; readonly footage: ChosenFootage } | undefined

  constructor(desk: Desk, station: ReviewWorkstation, work: LongWork) {
    this.#desk = desk
    this.#station = station
    this.#work = work
  }

  async chooseFootage({ folder }: { readonly folder: boolean }) {
    const paths = await askWhich(this.#desk, {
      title: this.#phrase(folder ? 'custody.dialog.footageFolder' : 'custody.dialog.footageFiles'),
      properties: folder ? ['openDirectory'] : ['openFile', 'multiSelections'],
    })
    const [first] = paths
    if (first === undefined) return ok(undefined)
    const root = folder ? first : dirname(first)
    const listed = folder
      ? await listFootage(root)
      : ok({ kept: paths.map((path) => basename(path)).sort(), leftOut: [] })
    if (!listed.ok) return listed
    const files = await Promise.all(
      listed.value.kept.map(async (name) => ({
        name,
        size: (await stat(join(root, name))).size,
        clip: isVideo(name),
      })),
    )
    const bytes = files.reduce((sum, { size }) => sum + size, 0)
    const footage = { folder: basename(root), files, bytes, leftOut: listed.value.leftOut }
    this.#chosen = { folder: root, footage }
    return ok(footage)
  }

  async sealAtIntake(form: IntakeForm): Promise<Result<SealedIntake | undefined, Failure>> {
    const chosen = this.#chosen
    if (!chosen || chosen.footage.files.length === 0) return fail({ code: 'intake.nothingChosen' })
    const identity = await this.#station.signer()
    if (!identity.ok) return identity.failure.code === 'key.cancelled' ? ok(undefined) : identity
    const { trust, now } = this.#desk.judging
    const obstacle = signingObstacle(identity.value, trust, now())
    if (obstacle) return fail(obstacle)
    const out = await this.#askWhere(form)
    if (out === undefined) return ok(undefined)
    const room = await roomFor(out, chosen.footage.bytes, basename(out))
    if (!room.ok) return room
    if (!(await this.#confirmed(form, chosen.footage, identity.value, out))) return ok(undefined)
    return this.#seal(form, chosen, identity.value, out)
  }

  async #seal(
    form: IntakeForm,
    { folder, footage }: { readonly folder: string; readonly footage: ChosenFootage },
    identity: SigningIdentity,
    out: string,
  ): Promise<Result<SealedIntake | undefined, Failure>> {
    const total = 2 * footage.bytes
    const sealed = await this.#work.run('intake', (signal, onProgress) => {
      let done = 0
      const onBytes = (bytes: number): void => onProgress((done += bytes), total)
      return sealFolder({
        folder,
        caseFile: caseFileOf(form, footage),
        only: footage.files.map(({ name }) => name),
        identity,
        out,
        now: this.#desk.judging.now(),
        atIntake: { signal, onBytes },
      })
    })
    if (!sealed.ok) return sealed
    // The bundle as a stranger would find it: what was written is read back whole.
    const judged = await judgeWhole(out, this.#desk.judging)
    if (!judged.ok) return judged
    if (judged.value.cryptography === 'failed') return fail({ code: 'copy.differs', name: basename(out) })
    const { manifestSha256, clips, leftOut } = sealed.value
    const files = footage.files.length
    const all = [...new Set([...leftOut, ...footage.leftOut])]
    return ok({ path: out, name: basename(out), manifestSha256, clips, files, leftOut: all })
  }

  #askWhere({ exhibit }: IntakeForm): Promise<string | undefined> {
    const number = exhibit.number.replace(/[^A-Za-z0-9À-ž_-]+/g, '-').replace(/^-+|-+$/g, '')
    const name = number === '' ? this.#phrase('custody.dialog.intakeName') : number
    return askWhereTo(this.#desk, {
      title: this.#phrase('custody.dialog.intake'),
      defaultPath: `${name}.asice`,
      filters: [{ name: this.#phrase('dialog.open.kind'), extensions: ['asice'] }],
    })
  }

  async #confirmed(
    form: IntakeForm,
    footage: ChosenFootage,
    identity: SigningIdentity,
    out: string,
  ): Promise<boolean> {
    const answer = await askInOwnWindow(this.#desk.places, this.#desk.window(), {
      language: this.#language(),
      title: this.#phrase('custody.confirm.intake.title'),
      body: this.#phrase('custody.confirm.intake.body'),
      notice: null,
      facts: [
        [this.#phrase('custody.confirm.case'), form.case.fileNumber],
        [this.#phrase('custody.confirm.exhibit'), form.exhibit.number],
        [
          this.#phrase('custody.confirm.files'),
          this.#phrase('custody.confirm.filesOf', { files: footage.files.length, folder: footage.folder }),
        ],
        [this.#phrase('custody.confirm.sealedBy'), identity.facts.subject],
        [this.#phrase('custody.confirm.to'), out],
      ],
      passphraseLabel: null,
      accept: this.#phrase('custody.confirm.intake.accept'),
      cancel: this.#phrase('dialog.cancel'),
    })
    return answer !== undefined
  }

  #language(): Language {
    return this.#station.language
  }

  #phrase(key: string, facts?: Readonly<Record<string, unknown>>): string {
    return this.#desk.phrasesIn(this.#language())(key, facts)
  }
}

/** What people stated, as the case file that sealing reads; the device is that of every clip. */
function caseFileOf(form: IntakeForm, footage: ChosenFootage): Uint8Array {
  const clips = footage.files
    .filter(({ clip }) => clip)
    .map(({ name, size }) => ({ path: name, size, device: form.device }))
  const { exhibit, custody } = form
  return utf8(JSON.stringify({ case: form.case, exhibit, clips, custody }))
}
