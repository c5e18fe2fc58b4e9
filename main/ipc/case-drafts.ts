import { fromUtf8, toHex, utf8 } from '../core/bytes.ts'
import { SigningRefused, type SigningIdentity } from '../core/signing.ts'
import { makeDraftKey, openSecret, sealSecret } from '../crypto/draft-box.ts'
import { sha256 } from '../crypto/hash.ts'
import { draftFiles, type DraftFiles } from '../disk/draft-files.ts'
import type { CaseFolder } from '../disk/case-folder.ts'
import { keptDraftShape } from '../../preload/contract/requests/notes.ts'
import type { DraftKeeping, KeptDraft, UnsignedDraft } from '../../preload/contract/notes.ts'

interface Box {
  readonly files: DraftFiles
  readonly key: Uint8Array
  readonly bound: string
}

/**
 * What is being written and not yet signed, on the disk only in a form that the writer's own key opens. A key that
 * gives no secret (a token), or a folder that cannot be written: then it stays in the window's memory.
 */
export class CaseDrafts {
  readonly #folder: CaseFolder
  readonly #identity: () => SigningIdentity | undefined
  readonly #boxes = new Map<string, Promise<Box | undefined>>()
  #queue: Promise<unknown> = Promise.resolve()

  constructor(folder: CaseFolder, identity: () => SigningIdentity | undefined) {
    this.#folder = folder
    this.#identity = identity
  }

  keep(draft: UnsignedDraft): Promise<DraftKeeping> {
    return this.#inTurn(async () => {
      const at = new Date().toISOString()
      const box = await this.#box()
      const plain = utf8(JSON.stringify({ at, draft } satisfies KeptDraft))
      const kept = await box?.files.write('draft', sealSecret(box.key, plain, box.bound))
      return { at, where: kept ? 'disk' : 'memory' }
    })
  }

  kept(): Promise<KeptDraft | null> {
    return this.#inTurn(async () => {
      const box = await this.#box()
      const sealed = await box?.files.read('draft')
      const plain = box && sealed && openSecret(box.key, sealed, box.bound)
      return plain ? (parseKept(plain) ?? null) : null
    })
  }

  drop(): Promise<null> {
    return this.#inTurn(async () => {
      await (await this.#box())?.files.remove('draft')
      return null
    })
  }

  /** One after the other: an older draft must not end up over a newer one. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act)
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  #box(): Promise<Box | undefined> {
    const identity = this.#identity()
    const secret = identity && secretOf(identity)
    if (!identity || !secret) return Promise.resolve(undefined)
    const person = toHex(sha256(identity.certificate))
    const known = this.#boxes.get(person)
    if (known) return known
    const opening = openBox(draftFiles(this.#folder.path, person), secret, `${this.#folder.id}/${person}`)
    this.#boxes.set(person, opening)
    return opening
  }
}

/** A key that was let go in the meantime, or never leaves its token, gives none. */
function secretOf(identity: SigningIdentity): Uint8Array | undefined {
  try {
    return identity.secretFor?.('drafts')
  } catch (error) {
    if (error instanceof SigningRefused) return undefined
    throw error
  }
}

/** The case's random draft key, unwrapped, or made and wrapped; undefined when it can be neither read nor kept. */
async function openBox(files: DraftFiles, secret: Uint8Array, bound: string): Promise<Box | undefined> {
  const wrapped = await files.read('key')
  const key = wrapped && openSecret(secret, wrapped, bound)
  if (key) return { files, key, bound }
  const made = makeDraftKey()
  return (await files.write('key', sealSecret(secret, made, bound))) ? { files, key: made, bound } : undefined
}

function parseKept(plain: Uint8Array): KeptDraft | undefined {
  try {
    const parsed = keptDraftShape.safeParse(JSON.parse(fromUtf8(plain) ?? ''))
    return parsed.success ? parsed.data : undefined
  } catch {
    // Of another version of this program: it is told as none.
    return undefined
  }
}
