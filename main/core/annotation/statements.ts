import type { Json } from '../canonical.ts'
import type { LedgerFailure } from '../failure.ts'
import type { EntryFacts } from '../ledger/entry-facts.ts'
import { isStatement } from '../ledger/history.ts'
import { fail, ok, type Result } from '../result.ts'
import { annotationData } from './annotation-data.ts'
import type { Annotation } from './annotation.ts'
import { annotationRefusal, reasonRefusal, type AnnotationRefusal } from './rules.ts'

/** What is to be appended: the kind and the data of the entry. */
export interface Statement {
  readonly kind: 'annotation' | 'correction' | 'withdrawal' | 'personalNote'
  readonly data: Json
}

/** The entry of a new annotation. Whether it lies inside the clip only `checkDraft` can tell. */
export function annotate(annotation: Annotation): Result<Statement, LedgerFailure> {
  const refusal = annotationRefusal(annotation)
  return refusal ? refused(refusal) : ok({ kind: 'annotation', data: annotationData(annotation) })
}

/** The entry of a note that only its author keeps: others see that it exists and when it was made, never what it says. */
export function notePersonally(annotation: Annotation): Result<Statement, LedgerFailure> {
  const statement = annotate(annotation)
  return statement.ok ? ok({ ...statement.value, kind: 'personalNote' }) : statement
}

/** An entry that stands in place of entry `seq`; the old one stays readable. Only its author may, and only once. */
export function correct(
  entries: readonly EntryFacts[],
  seq: number,
  annotation: Annotation,
  words: { readonly reason: string; readonly author: string },
): Result<Statement, LedgerFailure> {
  const old = entries[seq - 1]
  const personal = old?.kind === 'personalNote' ? 'personalOnlyWithdrawn' : undefined
  const refusal = changeRefusal(old, words) ?? personal ?? annotationRefusal(annotation)
  if (refusal) return refused(refusal)
  // It stays the same annotation, whatever id the new words came with.
  const same = annotationData({ ...annotation, id: old?.annotation?.id ?? annotation.id })
  return ok({ kind: 'correction', data: { supersedes: seq, reason: words.reason, annotation: same } })
}

/** An entry that takes entry `seq` back; it stays readable. Only its author may. */
export function withdraw(
  entries: readonly EntryFacts[],
  seq: number,
  words: { readonly reason: string; readonly author: string },
): Result<Statement, LedgerFailure> {
  const refusal = changeRefusal(entries[seq - 1], words)
  return refusal
    ? refused(refusal)
    : ok({ kind: 'withdrawal', data: { supersedes: seq, reason: words.reason } })
}

function changeRefusal(
  old: EntryFacts | undefined,
  words: { readonly reason: string; readonly author: string },
): AnnotationRefusal | undefined {
  if (!old || !isStatement(old)) return 'notAnAnnotation'
  if (old.withdrawn) return 'alreadyWithdrawn'
  if (old.supersededBy !== null) return 'alreadyCorrected'
  // Somebody else's observation is contradicted by a countersignature, never rewritten.
  return old.author === words.author ? reasonRefusal(words.reason) : 'otherAuthor'
}

/** A broken rule as the failure that the window words. */
export function refused(reason: AnnotationRefusal): { readonly ok: false; readonly failure: LedgerFailure } {
  return fail({ code: 'annotation.notAllowed', reason })
}
