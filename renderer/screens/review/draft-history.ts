import type { Draft } from './draft.ts'

/** What a draft was before, and what was undone: as long as it is being written. */
export interface DraftHistory {
  readonly past: readonly Draft[]
  readonly future: readonly Draft[]
  /** Changes of one kind that follow each other are one step: letters of a word, a drag. */
  readonly going: string | undefined
}

export const noHistory: DraftHistory = { past: [], future: [], going: undefined }

const mostSteps = 200

/** The history after the draft has become another; `step` names what may go on in the same step. */
export function remembered(
  history: DraftHistory,
  before: Draft,
  now: Draft,
  step: string | undefined,
): DraftHistory {
  if (before === now) return history
  // Another draft, or none: what was written before is not undone into this one.
  if (before.state !== 'editing' || now.state !== 'editing') return now.state === 'none' ? noHistory : history
  if (!sameTarget(before, now)) return noHistory
  if (step !== undefined && step === history.going) return { ...history, future: [] }
  return { past: [...history.past, before].slice(-mostSteps), future: [], going: step }
}

/** The step that typing belongs to: a word is one step, and each gap between words begins another. */
export function typingStep(before: string, now: string): string {
  const words = now.trimEnd().split(/\s+/).length
  return `text ${words} ${now.length >= before.length ? 'on' : 'back'}`
}

export function undone(history: DraftHistory, now: Draft): readonly [Draft, DraftHistory] {
  const before = history.past.at(-1)
  if (!before) return [now, history]
  return [before, { past: history.past.slice(0, -1), future: [...history.future, now], going: undefined }]
}

export function redone(history: DraftHistory, now: Draft): readonly [Draft, DraftHistory] {
  const next = history.future.at(-1)
  if (!next) return [now, history]
  return [next, { past: [...history.past, now], future: history.future.slice(0, -1), going: undefined }]
}

function sameTarget(a: Draft, b: Draft): boolean {
  if (a.state === 'none' || b.state === 'none') return false
  if (a.target.kind === 'new' || b.target.kind === 'new') return a.target.kind === b.target.kind
  return a.target.entry === b.target.entry
}
