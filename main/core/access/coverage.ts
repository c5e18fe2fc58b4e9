import type { Json } from '../canonical.ts'
import type { EntryFacts } from '../ledger/entry-facts.ts'
import { countOf, hasExactly, isObject, listOf, textOf } from '../ledger/json-shape.ts'

/** Frames that ran across the screen at one speed; both ends counted. */
export interface SeenSpan {
  readonly from: number
  readonly to: number
  /** Thousandths of real time; negative is backwards, 0 is one frame at a time, each standing still. */
  readonly rate: number
}

/** What was on screen of one clip, named so that any tool finds it again. */
export interface ClipSeen {
  readonly bundle: string
  readonly clip: { readonly path: string; readonly sha256: string }
  readonly spans: readonly SeenSpan[]
}

/** The spans in their one spelling: by speed, then by frame; those of one speed neither touch nor overlap. */
export function mergedSpans(spans: readonly SeenSpan[]): readonly SeenSpan[] {
  const sorted = [...spans].sort((a, b) => a.rate - b.rate || a.from - b.from)
  const merged: SeenSpan[] = []
  for (const span of sorted) {
    const last = merged.at(-1)
    if (last && last.rate === span.rate && span.from <= last.to + 1)
      merged[merged.length - 1] = { ...last, to: Math.max(last.to, span.to) }
    else merged.push(span)
  }
  return merged
}

/** The frames of the spans at whatever speed, as ranges that do not touch. */
export function framesSeen(
  spans: readonly SeenSpan[],
): readonly { readonly from: number; readonly to: number }[] {
  return mergedSpans(spans.map((span) => ({ ...span, rate: 0 }))).map(({ from, to }) => ({ from, to }))
}

/** The data of a `clipViewed` entry. */
export function seenData({ bundle, clip, spans }: ClipSeen): Json {
  const merged = mergedSpans(spans).map(({ from, to, rate }) => [from, to, rate])
  return { bundle, clip: { path: clip.path, sha256: clip.sha256 }, spans: merged }
}

/** What a `clipViewed` entry says, or undefined. */
export function parseSeen(value: Json | null | undefined): ClipSeen | undefined {
  if (!value || !isObject(value) || !hasExactly(value, ['bundle', 'clip', 'spans'])) return undefined
  const [bundle, clip, list] = [textOf(value['bundle']), value['clip'], listOf(value['spans'])]
  if (bundle === undefined || !isObject(clip) || !hasExactly(clip, ['path', 'sha256']) || !list)
    return undefined
  const [path, sha256] = [textOf(clip['path']), textOf(clip['sha256'])]
  const spans = list.flatMap((item) => spanOf(item) ?? [])
  if (path === undefined || sha256 === undefined || spans.length !== list.length) return undefined
  return { bundle, clip: { path, sha256 }, spans }
}

function spanOf(value: Json): SeenSpan | undefined {
  const triple = listOf(value)
  const [from, to, rate] = [countOf(triple?.[0]), countOf(triple?.[1]), triple?.[2]]
  if (triple?.length !== 3 || from === undefined || to === undefined || from > to) return undefined
  return typeof rate === 'number' ? { from, to, rate } : undefined
}

/** What a ledger says was on screen of a bundle's clips, by the clip's path; of one person only, if so asked. */
export function coverageOf(
  entries: readonly EntryFacts[],
  bundle: string,
  author?: string,
): ReadonlyMap<string, readonly SeenSpan[]> {
  const seen = new Map<string, readonly SeenSpan[]>()
  for (const entry of entries) {
    if (entry.kind !== 'clipViewed' || (author !== undefined && entry.author !== author)) continue
    const said = parseSeen(entry.data)
    if (said?.bundle !== bundle) continue
    seen.set(said.clip.path, mergedSpans([...(seen.get(said.clip.path) ?? []), ...said.spans]))
  }
  return seen
}
