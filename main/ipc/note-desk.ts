import { fail, ok } from '../core/result.ts'
import type { NoteCalls, UnsignedDraft } from '../../preload/contract/notes.ts'
import type { OpenCase } from './open-case.ts'

/** Answers what the window asks about drafts and words of the case that is open. */
export class NoteDesk implements NoteCalls {
  readonly #open: () => OpenCase | undefined

  constructor(open: () => OpenCase | undefined) {
    this.#open = open
  }

  async keepDraft(draft: UnsignedDraft) {
    const kept = this.#open()?.drafts.keep(draft)
    return kept ?? { at: new Date().toISOString(), where: 'memory' as const }
  }

  async keptDraft() {
    return (await this.#open()?.drafts.kept()) ?? null
  }

  async dropDraft() {
    return (await this.#open()?.drafts.drop()) ?? null
  }

  async search({ words }: { readonly words: string }) {
    const open = this.#open()
    if (!open) return fail({ code: 'bundle.noneOpen' as const })
    if (words.trim() === '') return ok({ entries: [], captions: [] })
    const object = { kind: 'case', name: words.trim(), sha256: null } as const
    open.records.access.record({ act: 'searched', object })
    return ok(await open.search.find(open.records.entries(), words))
  }
}
