import { useMemo } from 'react'
import { coverageOf } from '../../../main/core/access/coverage.ts'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import { commonName } from '../../seal-words.ts'
import { type Coverage, coverageOfFrames } from './coverage.ts'
import { useReviewModel } from './review-model.ts'

/** One person and what they had on screen of the clip on stage. */
export interface Viewer {
  readonly name: string
  readonly coverage: Coverage
}

/** What whoever works now, and each other person of this ledger, had on screen of a clip. */
export interface Seen {
  readonly own: Coverage
  readonly others: readonly Viewer[]
}

/** Counts anew only when the clip, what is on record, or what was shown has changed. */
export function useSeen(table: FrameTable): Seen {
  const { view, clip } = useReviewModel()
  const { entries, bundle, reviewer } = view
  const spans = view.seen.find((seen) => seen.clip === clip?.number)?.spans
  const own = useMemo(() => coverageOfFrames(table.pts.length, spans ?? []), [table, spans])
  const self = reviewer ? commonName(reviewer.certificate.subject) : undefined
  const path = clip?.path ?? ''
  const others = useMemo(() => {
    const viewed = entries.filter(({ kind, author }) => kind === 'clipViewed' && author !== self)
    return [...new Set(viewed.map(({ author }) => author))].flatMap((name) => {
      const theirs = coverageOf(viewed, bundle.manifestSha256, name).get(path)
      return theirs ? [{ name, coverage: coverageOfFrames(table.pts.length, theirs) }] : []
    })
  }, [entries, bundle.manifestSha256, self, path, table])
  return { own, others }
}
