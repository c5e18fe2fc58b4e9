import { basename } from 'node:path'
import { dialog } from 'electron'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { ok, type Result } from '../core/result.ts'
import { tryCertificate } from '../crypto/certificate.ts'
import { readPeopleSettings, writePeopleSettings, type PeopleSettings } from '../disk/people-settings.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { replaceFile } from '../disk/replace-file.ts'
import { readCards } from '../keys/cards.ts'
import { People } from '../keys/people.ts'
import type { CardKeyView, IdentityOrder, PeopleCalls, PeopleView } from '../../preload/contract/people.ts'
import { askNewPassphrase, askPassphrase, askPin, askYes, type Asking } from './ask-secrets.ts'
import type { Desk } from './desk.ts'
import { tokenAccess } from './token-access.ts'
import { chooseFile, chooseKeyFile, isSample } from './unlock.ts'

type Changed = Promise<Result<PeopleView | undefined, Failure>>

/** What the desk of people needs of the workstation around it. */
export interface PeopleDeskOptions {
  readonly language: () => Language
  /** SHA-256 of the certificate that signs now; undefined while locked. */
  readonly unlocked: () => string | undefined
  readonly lock: () => Promise<void>
  /** Asks for the secret of that person and has them sign from now on. */
  readonly change: (id: string) => Promise<Result<null, Failure>>
  /** Minutes until the session locks itself were changed. */
  readonly autoLock: (minutes: number) => void
}

/** Answers what the window asks about people and keys; every secret is asked for in main's own window. */
export class PeopleDesk implements PeopleCalls {
  readonly #desk: Desk
  readonly #options: PeopleDeskOptions
  readonly #people: People
  #library = ''

  constructor(desk: Desk, options: PeopleDeskOptions) {
    this.#desk = desk
    this.#options = options
    this.#people = new People(desk.home)
  }

  get #asking(): Asking {
    return { desk: this.#desk, language: this.#options.language() }
  }

  #say(key: string, facts?: Readonly<Record<string, unknown>>): string {
    return this.#desk.phrasesIn(this.#options.language())(key, facts)
  }

  async people(): Promise<PeopleView> {
    const { chosen, autoLockMinutes, welcomed } = await readPeopleSettings(this.#desk.home)
    const identities = (await this.#people.list()).map((identity) => ({
      ...identity,
      sample: identity.certificate !== null && isSample(identity.certificate.issuer, this.#desk.judging),
    }))
    const autoLockAtMost = this.#desk.judging.policy?.autoLockMinutes ?? null
    const unlocked = this.#options.unlocked() ?? null
    return { identities, chosen, autoLockMinutes, autoLockAtMost, welcomed, unlocked }
  }

  async makeIdentity({ name, office, unit, kind, padding }: IdentityOrder): Changed {
    const passphrase = await askNewPassphrase(this.#asking, [this.#say('dialog.newPassphrase.for'), name])
    if (passphrase === undefined) return ok(undefined)
    const subject = { country: 'DE', office, unit, name }
    return this.#added(await this.#people.make({ subject, kind, padding }, passphrase))
  }

  async saveRequest({ id }: { readonly id: string }): Changed {
    const request = await this.#people.request(id)
    if (!request.ok) return request
    const options = { title: this.#say('dialog.request.title'), defaultPath: 'request.csr' }
    const window = this.#desk.window()
    const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
    if (chosen.canceled || chosen.filePath === '') return ok(undefined)
    await replaceFile(chosen.filePath, Buffer.from(request.value).toString('latin1'))
    return ok(await this.people())
  }

  async takeCertificate({ id }: { readonly id: string }): Changed {
    const path = await this.#choose('certificate', ['cer', 'crt', 'pem', 'der', 'p7b'])
    if (path === undefined) return ok(undefined)
    const bytes = await readSmallFile(path, 1 << 20)
    if (!bytes.ok) return bytes
    const certificates = await this.#people.certificateFor(id, { bytes: bytes.value, path })
    if (!certificates.ok) return certificates
    const facts = certificates.value.flatMap((der) => tryCertificate(der)?.facts ?? [])
    const [own, ...above] = facts
    const shown = await askYes(this.#asking, 'takeCertificate', [
      [this.#say('dialog.takeCertificate.subject'), own?.subject ?? ''],
      [this.#say('dialog.takeCertificate.issuer'), own?.issuer ?? ''],
      [this.#say('dialog.takeCertificate.from'), own?.notBefore ?? ''],
      [this.#say('dialog.takeCertificate.until'), own?.notAfter ?? ''],
      [this.#say('dialog.takeCertificate.above'), above.map(({ subject }) => subject).join('\n') || '–'],
      [this.#say('dialog.takeCertificate.digest'), own?.sha256.replace(/(.{8})(?=.)/g, '$1 ') ?? ''],
    ])
    if (!shown) return ok(undefined)
    await this.#people.takeIn(id, certificates.value)
    return ok(await this.people())
  }

  async importKeyFile(): Changed {
    const path = await chooseKeyFile(this.#desk, (key) => this.#say(key))
    if (path === undefined) return ok(undefined)
    const bytes = await readSmallFile(path, 1 << 20)
    if (!bytes.ok) return bytes
    const name = basename(path)
    const fact = [this.#say('dialog.unlock.keyFile'), name] as const
    const passphrase = await askPassphrase(this.#asking, fact, undefined)
    if (passphrase === undefined) return ok(undefined)
    const fresh = await askNewPassphrase(this.#asking, fact)
    if (fresh === undefined) return ok(undefined)
    const imported = await this.#people.import({ bytes: bytes.value, passphrase, name }, fresh)
    return imported.ok ? this.#added(imported.value) : imported
  }

  async findCards(): Promise<Result<readonly CardKeyView[] | undefined, Failure>> {
    const path = await this.#choose('library', [librarySuffix])
    if (path === undefined) return ok(undefined)
    this.#library = path
    return readCards(path, tokenAccess(this.#desk.places))
  }

  async connectCard({ slot, key, padding }: Parameters<PeopleCalls['connectCard']>[0]): Changed {
    let failure: Failure | undefined
    for (;;) {
      const before = failure
      const place = { library: this.#library, slot, padding, ...(key === null ? {} : { key }) }
      const connected = await this.#people.connect(place, {
        access: tokenAccess(this.#desk.places),
        askPin: (token) => askPin(this.#asking, token, before),
      })
      if (connected.ok) return this.#added(connected.value)
      if (connected.failure.code === 'key.cancelled') return ok(undefined)
      if (connected.failure.code !== 'token.wrongPin') return connected
      failure = connected.failure
    }
  }

  async changePassphrase({ id }: { readonly id: string }): Changed {
    const identity = await this.#people.facts(id)
    if (!identity.ok) return identity
    const fact = [this.#say('dialog.newPassphrase.for'), identity.value.name] as const
    const old = await askPassphrase(this.#asking, fact, undefined)
    if (old === undefined) return ok(undefined)
    const fresh = await askNewPassphrase(this.#asking, fact)
    if (fresh === undefined) return ok(undefined)
    const changed = await this.#people.changePassphrase(id, old, fresh)
    return changed.ok ? ok(await this.people()) : changed
  }

  async chooseSigner({ id }: { readonly id: string }): Changed {
    const changed = await this.#options.change(id)
    if (!changed.ok) return changed.failure.code === 'key.cancelled' ? ok(undefined) : changed
    await this.#remember({ chosen: id })
    return ok(await this.people())
  }

  async removeIdentity({ id }: { readonly id: string }): Changed {
    const identity = await this.#people.facts(id)
    if (!identity.ok) return identity
    const { name, certificate } = identity.value
    const facts: (readonly [string, string])[] = [[this.#say('dialog.newPassphrase.for'), name]]
    if (certificate) facts.push([this.#say('dialog.takeCertificate.until'), certificate.notAfter])
    if (!(await askYes(this.#asking, 'removeIdentity', facts))) return ok(undefined)
    if (certificate?.sha256 === this.#options.unlocked()) await this.#options.lock()
    await this.#people.remove(id)
    return ok(await this.people())
  }

  async lock(): Promise<PeopleView> {
    await this.#options.lock()
    return this.people()
  }

  async setAutoLock({ minutes }: { readonly minutes: number }): Promise<PeopleView> {
    await this.#remember({ autoLockMinutes: minutes })
    this.#options.autoLock(minutes)
    return this.people()
  }

  async endWelcome(): Promise<PeopleView> {
    await this.#remember({ welcomed: true })
    return this.people()
  }

  /** The first one of a workstation is who signs on it. */
  async #added(id: string): Changed {
    const { chosen } = await readPeopleSettings(this.#desk.home)
    if (chosen === null) await this.#remember({ chosen: id })
    return ok(await this.people())
  }

  async #remember(changed: Partial<PeopleSettings>): Promise<void> {
    await writePeopleSettings(this.#desk.home, { ...(await readPeopleSettings(this.#desk.home)), ...changed })
  }

  #choose(what: 'certificate' | 'library', extensions: string[]): Promise<string | undefined> {
    return chooseFile(this.#desk, {
      title: this.#say(`dialog.people.${what}`),
      filters: [
        { name: this.#say(`dialog.people.${what}Kind`), extensions },
        { name: this.#say('dialog.open.all'), extensions: ['*'] },
      ],
      properties: ['openFile'],
    })
  }
}

const librarySuffix = { win32: 'dll', darwin: 'dylib' }[process.platform as string] ?? 'so'
