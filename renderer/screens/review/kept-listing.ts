import { useEffect } from 'react'
import { noMore, type MoreFilter } from './listing.ts'
import type { Review } from './review-state.ts'

const key = 'asservat.notes'

/** How the list of annotations is narrowed and sorted. */
type Listing = Pick<Review, 'category' | 'order' | 'more'>

/** As it was left last on this workstation; nothing where it was never changed. */
export function readListing(): Partial<Listing> {
  const stored = readStored()
  if (typeof stored !== 'object' || stored === null) return {}
  const text = (of: object, name: string): string | undefined => {
    const value: unknown = Reflect.get(of, name)
    return typeof value === 'string' ? value : undefined
  }
  const [category, order] = [text(stored, 'category'), text(stored, 'order')]
  return {
    ...(category === undefined ? {} : { category }),
    ...(order === 'time' || order === 'entry' ? { order } : {}),
    more: {
      ...noMore,
      kind: text(stored, 'kind') ?? noMore.kind,
    } satisfies MoreFilter,
  }
}

/** What is kept names nobody: tags, persons and reviewers belong to their case and begin anew. */
export function useKeptListing({ category, order, more }: Listing): void {
  const { kind } = more
  useEffect(
    () => localStorage.setItem(key, JSON.stringify({ category, order, kind })),
    [category, order, kind],
  )
}

function readStored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}
