import { coverageOf, mergedSpans, seenData, type SeenSpan } from '../core/access/coverage.ts'
import { commonNameOf } from '../core/ledger/history.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import type { SeenClip } from '../../preload/contract/access.ts'
import type { CaseRecords } from './case-records.ts'

/** So long what was seen is gathered before it is signed: each frame's own entry would bury the others. */
const gathering = 60_000

/** What was on screen of one bundle: gathered from the player, signed as `clipViewed` entries. */
export class SeenBook {
  readonly #records: CaseRecords
  readonly #bundle: () => BundleFacts
  readonly #changed: () => void
  readonly #fresh = new Map<number, readonly SeenSpan[]>()
  #timer: NodeJS.Timeout | undefined

  constructor(records: CaseRecords, bundle: () => BundleFacts, changed: () => void) {
    this.#records = records
    this.#bundle = bundle
    this.#changed = changed
  }

  add({ clip, spans }: SeenClip): void {
    if (spans.length === 0 || !this.#clipAt(clip)) return
    const rising = spans.filter(({ from, to }) => from <= to)
    this.#fresh.set(clip, mergedSpans([...(this.#fresh.get(clip) ?? []), ...rising]))
    this.#timer ??= setTimeout(() => this.write(), gathering)
    this.#changed()
  }

  /** Signs what was gathered; without a ledger it stays gathered. */
  write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (!this.#records.writing.ok) return
    const bundle = this.#bundle().manifestSha256
    for (const [number, spans] of this.#fresh) {
      const clip = this.#clipAt(number)
      if (clip) this.#records.note('clipViewed', seenData({ bundle, clip, spans }))
      this.#fresh.delete(number)
    }
  }

  /** What whoever signs now has had on screen, signed or not yet signed. */
  view(): readonly SeenClip[] {
    const facts = this.#bundle()
    const writing = this.#records.writing
    const author = writing.ok ? commonNameOf(writing.value.identity.facts.subject) : undefined
    const signed = coverageOf(this.#records.entries(), facts.manifestSha256, author)
    return (facts.case?.clips ?? []).flatMap(({ number, path }) => {
      const spans = mergedSpans([...(signed.get(path) ?? []), ...(this.#fresh.get(number) ?? [])])
      return spans.length > 0 ? [{ clip: number, spans }] : []
    })
  }

  #clipAt(number: number) {
    return this.#bundle().case?.clips.find((clip) => clip.number === number)
  }
}
