import type { AnnotationDraft } from '../../main/core/annotation/annotation.ts'
import type { Failure } from '../../main/core/failure.ts'
import type { Result } from '../../main/core/result.ts'

/** What is being written: a new annotation, or a new version of one. */
export interface UnsignedDraft {
  readonly target:
    | { readonly kind: 'new' }
    | { readonly kind: 'correction'; readonly entry: number; readonly reason: string }
  readonly content: AnnotationDraft
}

export interface KeptDraft {
  /** RFC 3339, UTC. */
  readonly at: string
  readonly draft: UnsignedDraft
}

/** Where a draft is safe: encrypted on the disk, or only as long as the window is open. */
export interface DraftKeeping {
  readonly at: string
  readonly where: 'disk' | 'memory'
}

/** A caption in which all words occur. */
export interface CaptionHit {
  readonly clip: number
  readonly frame: number
  readonly text: string
}

export interface SearchHits {
  /** Ledger numbers, newest first. */
  readonly entries: readonly number[]
  /** By clip and frame. */
  readonly captions: readonly CaptionHit[]
}

/** What the window may ask about words: drafts not yet signed, and where something was said. */
export interface NoteCalls {
  /** Encrypts the draft under the writer's own key and keeps it; the last one holds. */
  keepDraft(request: UnsignedDraft): Promise<DraftKeeping>
  /** The draft that was kept last and neither signed nor thrown away; null where there is none. */
  keptDraft(): Promise<KeptDraft | null>
  dropDraft(): Promise<null>
  /** Entries and captions in which each word, or its beginning, occurs. The search itself is on record. */
  search(request: { readonly words: string }): Promise<Result<SearchHits, Failure>>
}
