import type { Annotation } from '../annotation/annotation.ts'
import type { EntryFacts } from '../ledger/entry-facts.ts'
import type { Mask, Mute, RedactionPlan } from './plan.ts'

/** What a reviewer wants hidden: annotations whose places are masked, and annotations while which nothing is heard. */
export interface RedactionWish {
  /** Ledger numbers. */
  readonly masks: readonly number[]
  readonly mutes: readonly number[]
  readonly reason: string
  readonly legalBasis: string
}

/** The plan that signed annotations of one clip draw: their frames, and their region or its track. */
export function planFromEntries(
  entries: readonly EntryFacts[],
  clipSha256: string,
  { masks, mutes, reason, legalBasis }: RedactionWish,
): RedactionPlan {
  const ground = { reason, legalBasis }
  const chosen = (wanted: readonly number[]) =>
    entries.flatMap(({ seq, annotation }) =>
      wanted.includes(seq) && annotation?.clip.sha256 === clipSha256 ? [annotation] : [],
    )
  return {
    masks: chosen(masks).flatMap((annotation) => maskOf(annotation, ground) ?? []),
    mutes: chosen(mutes).map(({ from, to }): Mute => ({ from: from.frame, to: to.frame, ...ground })),
  }
}

function maskOf(
  { from, to, region, details }: Annotation,
  ground: Pick<Mask, 'reason' | 'legalBasis'>,
): Mask | undefined {
  const track = details?.track ?? []
  const keys = track.map(({ frame, region: place }) => ({ frame, ...place }))
  if (keys.length > 0) return { from: from.frame, to: to.frame, ...ground, keys }
  return region
    ? { from: from.frame, to: to.frame, ...ground, keys: [{ frame: from.frame, ...region }] }
    : undefined
}
