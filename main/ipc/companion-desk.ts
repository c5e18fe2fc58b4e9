import { basename } from 'node:path'
import { fromHex } from '../core/bytes.ts'
import { verifyChunk, type VerifiedBytes } from '../core/chunks/verify-chunk.ts'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { CompanionFacts } from '../core/seal/bundle-facts.ts'
import { sha256 } from '../crypto/hash.ts'
import { writeOnce } from '../disk/write-once.ts'
import { serveCompanion } from '../media/companion-protocol.ts'
import type { CompanionCalls } from '../../preload/contract/companions.ts'
import { askWhereTo } from './ask-where.ts'
import type { Desk } from './desk.ts'
import type { OpenCase } from './open-case.ts'

/** Hands out files of the open bundle that are no clips. */
export class CompanionDesk implements CompanionCalls {
  readonly #desk: Desk
  readonly #open: () => OpenCase | undefined
  readonly #language: () => Language

  constructor(desk: Desk, open: () => OpenCase | undefined, language: () => Language) {
    this.#desk = desk
    this.#open = open
    this.#language = language
  }

  async saveCompanion({ path, recipient }: Parameters<CompanionCalls['saveCompanion']>[0]) {
    const open = this.#open()
    if (!open) return fail({ code: 'bundle.noneOpen' as const })
    if (!open.shown || recipient.trim() === '')
      return fail({ code: 'access.notAllowed' as const, reason: 'recipientEmpty' })
    const file = open.judged.facts().case?.files.find((known) => known.path === path)
    if (!file) return fail({ code: 'file.notFound' as const, name: path })
    const bytes = await verifiedCompanion(open, file)
    if (!bytes.ok) return bytes
    const to = await this.#askWhere(file)
    if (to === undefined) return ok(undefined)
    const recorded = open.records.access.record({
      act: 'exported',
      object: { kind: 'file', name: file.path, sha256: file.sha256 },
      recipient,
    })
    if (!recorded.ok) return recorded
    const written = await writeOnce(to, bytes.value)
    if (!written.ok) return written
    open.writes(to)
    return ok({ path: to, sha256: file.sha256 })
  }

  #askWhere(file: CompanionFacts): Promise<string | undefined> {
    const title = this.#desk.phrasesIn(this.#language())('custody.dialog.saveFile')
    return askWhereTo(this.#desk, { title, defaultPath: plainName(file) })
  }
}

/** The sealer's own name for it, without anything that a system would read as a way to elsewhere. */
function plainName({ originalName, path }: CompanionFacts): string {
  const name = basename(originalName.replaceAll('\\', '/')).replace(
    /[\u0000-\u001f<>:"|?*\u200e-\u202e]/g,
    '_',
  )
  return name === '' || /^\.+$/.test(name) ? basename(path) : name
}

/** The whole file, when it is what the seal says. */
async function verifiedCompanion(
  open: OpenCase,
  file: CompanionFacts,
): Promise<Result<VerifiedBytes, Failure>> {
  const bytes = await open.judged.readFile(file.path)
  const digest = fromHex(file.sha256)
  const verified = bytes && digest && verifyChunk(sha256, digest, bytes)
  return verified ? ok(verified) : fail({ code: 'companion.notVerified', name: file.originalName })
}

/** A photo or a sound of the open bundle for its window, recorded before it is shown. */
export async function serveCompanionOf(open: OpenCase, request: Request, number: number): Promise<Response> {
  const file = open.judged.facts().case?.files[number - 1]
  const bytes = file && (await verifiedCompanion(open, file))
  if (!file || !bytes?.ok) return new Response(null, { status: 404 })
  open.records.access.viewed({ kind: 'file', name: file.path, sha256: file.sha256 })
  return serveCompanion(request, bytes.value)
}
