import type { Annotation } from '../annotation/annotation.ts'
import type { Json } from '../canonical.ts'
import type { EntryFacts } from '../ledger/entry-facts.ts'
import { hasExactly, isObject, listOf, textOf } from '../ledger/json-shape.ts'

/** The entries of one chain, under its name. */
export interface NamedChain {
  readonly chain: string
  readonly entries: readonly EntryFacts[]
}

/** One of several words that stand for the same annotation. `hash` is the entry's leaf hash. */
export interface Claim {
  readonly chain: string
  readonly seq: number
  readonly hash: string
  readonly author: string
  readonly annotation: Annotation
}

/** An annotation that chains correct differently; `decided` is the hash of the claim that a decision chose. */
export interface Dispute {
  readonly id: string
  readonly claims: readonly Claim[]
  readonly decided: string | null
}

/** What a `decision` entry says: of these claims, this one stands. */
export interface Decision {
  readonly annotation: string
  readonly chosen: string
  /** Leaf hashes of all claims that were there to choose from, rising. */
  readonly claims: readonly string[]
  readonly reason: string
}

export function decisionData(decision: Decision): Json {
  return { ...decision, claims: [...decision.claims] }
}

export function parseDecision(data: Json | undefined): Decision | undefined {
  if (!isObject(data) || !hasExactly(data, ['annotation', 'chosen', 'claims', 'reason'])) return undefined
  const [annotation, chosen, reason] = [
    textOf(data['annotation']),
    textOf(data['chosen']),
    textOf(data['reason']),
  ]
  const claims = listOf(data['claims'])?.flatMap((claim) => textOf(claim) ?? [])
  if (annotation === undefined || chosen === undefined || reason === undefined || !claims) return undefined
  return claims.includes(chosen) ? { annotation, chosen, claims, reason } : undefined
}

/** Annotations for which several corrections stand side by side, in the order in which they were first made. */
export function disputesIn(chains: readonly NamedChain[]): readonly Dispute[] {
  const superseded = new Set(chains.flatMap(({ entries }) => supersededIn(entries)))
  const claims = new Map<string, Claim[]>()
  for (const { chain, entries } of chains)
    for (const { seq, hash, author, annotation, kind } of entries) {
      if (!annotation || kind === 'personalNote' || superseded.has(hash)) continue
      const known = claims.get(annotation.id) ?? []
      // What both chains begin with is one entry, not two.
      if (!known.some((claim) => claim.hash === hash))
        claims.set(annotation.id, [...known, { chain, seq, hash, author, annotation }])
    }
  const decisions = chains.flatMap(({ entries }) => entries.flatMap(decisionIn))
  return [...claims]
    .filter(([, standing]) => standing.length > 1)
    .map(([id, standing]) => ({ id, claims: standing, decided: decidedOf(id, standing, decisions) }))
}

function supersededIn(entries: readonly EntryFacts[]): readonly string[] {
  return entries.flatMap((entry) => (entry.supersededBy !== null ? [entry.hash] : []))
}

function decisionIn(entry: EntryFacts): readonly Decision[] {
  const decision = entry.kind === 'decision' ? parseDecision(entry.data ?? undefined) : undefined
  return decision ? [decision] : []
}

/** The last decision that knew all claims that stand now; an older one decided less. */
function decidedOf(id: string, claims: readonly Claim[], decisions: readonly Decision[]): string | null {
  const fitting = decisions.filter(
    (decision) => decision.annotation === id && claims.every((claim) => decision.claims.includes(claim.hash)),
  )
  return fitting.at(-1)?.chosen ?? null
}
