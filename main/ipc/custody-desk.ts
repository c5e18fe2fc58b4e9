import { basename } from 'node:path'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { findCaseOf } from '../disk/case-folder.ts'
import { noteBundle, readCaseNote } from '../disk/case-note.ts'
import { openAndJudge } from '../judge.ts'
import { makeWorkingCopy } from '../verify/working-copy.ts'
import type { CopyView, CustodyCalls } from '../../preload/contract/custody.ts'
import type { CaseView } from '../../preload/contract/workstation.ts'
import { askWhereTo, askWhich } from './ask-where.ts'
import { backUp } from './back-up.ts'
import { caseBundlesOf, reachable } from './case-bundles.ts'
import { confirmBackup, confirmRestore } from './confirm-backup.ts'
import type { Desk } from './desk.ts'
import type { LongWork } from './long-work.ts'
import { bundleNote } from './open-bundle.ts'
import type { OpenCase } from './open-case.ts'
import { openBackup } from './restore.ts'
import type { ReviewWorkstation } from './workstation.ts'

const noneOpen = fail({ code: 'bundle.noneOpen' as const })

/** Answers what the window asks about copies of bundles, the bundles of a case, and whole cases. */
export class CustodyDesk implements CustodyCalls {
  readonly #desk: Desk
  readonly #station: ReviewWorkstation
  readonly #work: LongWork

  constructor(desk: Desk, station: ReviewWorkstation, work: LongWork) {
    this.#desk = desk
    this.#station = station
    this.#work = work
  }

  async makeWorkingCopy(): Promise<Result<CopyView | undefined, Failure>> {
    const open = this.#open()
    if (!open) return noneOpen
    const to = await askWhereTo(this.#desk, {
      title: this.#phrase('custody.dialog.copy'),
      defaultPath: basename(open.path),
      filters: [{ name: this.#phrase('dialog.open.kind'), extensions: ['asice'] }],
    })
    if (to === undefined) return ok(undefined)
    const { manifestSha256 } = open.judged.facts()
    // What leaves the medium is on record before the first byte of it does.
    const recorded = open.records.access.record({
      act: 'exported',
      object: { kind: 'bundle', name: basename(open.path), sha256: manifestSha256 },
      recipient: this.#phrase('custody.recipient.copy', { path: to }),
    })
    if (!recorded.ok) return recorded
    const made = await this.#work.run('copy', (signal, onProgress) =>
      makeWorkingCopy({ from: open.path, to, manifestSha256, judging: this.#terms(), signal, onProgress }),
    )
    if (!made.ok) return made
    // The medium stays the first place: what is open now was read from there.
    await noteBundle(open.folder.path, bundleNote(open.judged.facts()), to)
    await noteBundle(open.folder.path, bundleNote(open.judged.facts()), open.path)
    open.writes(to)
    const { path, size, sha256 } = made.value
    return ok({ path, size, sha256 })
  }

  async cancelWork() {
    this.#work.cancel()
    return null
  }

  async otherPlace() {
    const open = this.#open()
    if (!open) return null
    const known = (await readCaseNote(open.folder.path))?.known
    const bundle = known?.find(({ sha256 }) => sha256 === open.judged.facts().manifestSha256)
    const places = bundle?.places.filter((place) => place !== open.path) ?? []
    const path = await reachable(places)
    return path === undefined ? null : { path, name: basename(path) }
  }

  async caseBundles() {
    const open = this.#open()
    return open ? ok(await caseBundlesOf(open)) : noneOpen
  }

  async addBundle() {
    const open = this.#open()
    if (!open) return noneOpen
    const [path] = await askWhich(this.#desk, {
      title: this.#phrase('custody.dialog.add'),
      filters: [{ name: this.#phrase('dialog.open.kind'), extensions: ['asice', 'sce', 'zip'] }],
      properties: ['openFile'],
    })
    if (path === undefined) return ok(undefined)
    const added = await this.#add(open, path)
    return added.ok ? ok(await caseBundlesOf(open)) : added
  }

  async switchBundle({ sha256 }: { readonly sha256: string }): Promise<Result<CaseView, Failure>> {
    const open = this.#open()
    if (!open) return noneOpen
    const bundle = (await readCaseNote(open.folder.path))?.known.find((known) => known.sha256 === sha256)
    const path = bundle && (await reachable(bundle.places))
    if (path === undefined) return fail({ code: 'case.bundleAway', name: bundle?.name ?? sha256 })
    return this.#station.openBundle({ path })
  }

  async backUpCase({ personal }: { readonly personal: boolean }) {
    const open = this.#open()
    if (!open) return noneOpen
    const writing = open.records.writing
    if (!writing.ok) return writing
    const { identity } = writing.value
    const path = await askWhereTo(this.#desk, {
      title: this.#phrase('custody.dialog.backup'),
      defaultPath: this.#phrase('custody.dialog.backupName', { day: new Date().toISOString().slice(0, 10) }),
      filters: [{ name: this.#phrase('custody.dialog.backupKind'), extensions: ['asice'] }],
    })
    if (path === undefined) return ok(undefined)
    const asked = { name: open.name, path, personal, signer: identity.facts.subject }
    if (!(await confirmBackup(this.#desk, this.#language(), asked))) return ok(undefined)
    const recorded = open.records.access.record({
      act: 'exported',
      object: { kind: 'case', name: open.name, sha256: null },
      recipient: this.#phrase('custody.recipient.backup', { path }),
    })
    if (!recorded.ok) return recorded
    return this.#work.run('backup', (signal, onProgress) =>
      backUp({ open, desk: this.#desk, identity, path, personal, signal, onProgress }),
    )
  }

  async restoreCase() {
    const [path] = await askWhich(this.#desk, {
      title: this.#phrase('custody.dialog.restore'),
      filters: [{ name: this.#phrase('custody.dialog.backupKind'), extensions: ['asice'] }],
      properties: ['openFile'],
    })
    if (path === undefined) return ok(undefined)
    await this.#station.closeBundle()
    const opened = await this.#work.run('restore', (signal, onProgress) =>
      openBackup({ path, home: this.#desk.home, desk: this.#desk, signal, onProgress }),
    )
    if (!opened.ok) return opened
    const backup = opened.value
    const agreed = await confirmRestore(this.#desk, this.#language(), { ...backup.facts, path })
    if (agreed) return ok(await backup.putInPlace())
    await backup.discard()
    return ok(undefined)
  }

  /** Judged first: a bundle that does not hold is told as such, and can be added all the same, as it can be opened. */
  async #add(open: OpenCase, path: string): Promise<Result<null, Failure>> {
    const name = basename(path)
    const opened = await openAndJudge(path, this.#desk.judging)
    if (!opened.ok) return opened
    const facts = opened.value.judged.facts()
    await opened.value.file.close()
    const subIndication = facts.verdict.subIndication ?? ''
    if (!facts.playable) return fail({ code: 'bundle.notPlayable', name, path, subIndication })
    if (facts.sample !== open.judged.facts().sample) return fail({ code: 'case.sampleMixed', name })
    const there = await findCaseOf(this.#desk.home, facts.manifestSha256)
    if (there?.id === open.folder.id) return fail({ code: 'case.bundleKnown', name })
    if (there) return fail({ code: 'case.bundleElsewhere', name })
    const { manifestSha256, verdict, cryptography } = facts
    const previous = facts.case?.previousBundle ?? null
    const written = open.records.append('bundleOpened', {
      name: facts.name,
      bundle: manifestSha256,
      verdict: { ...verdict },
      cryptography,
      added: true,
      previousBundle: previous,
    })
    if (!written.ok) return written
    await noteBundle(open.folder.path, bundleNote(facts), path)
    return ok(null)
  }

  #open(): OpenCase | undefined {
    return this.#station.openCase
  }

  #language(): Language {
    return this.#station.language
  }

  #phrase(key: string, facts?: Readonly<Record<string, string>>): string {
    return this.#desk.phrasesIn(this.#language())(key, facts)
  }

  #terms() {
    const { trust, sampleTrust, now, notBefore } = this.#desk.judging
    return { trust, sampleTrust, now: now(), notBefore: notBefore ?? 0 }
  }
}
