import type { Finding } from '../../main/core/seal/finding.ts'
import { type Phrases, isPhrase, phraseOf } from '../phrases.ts'
import type { Tone } from '../ui/mark.tsx'

export interface FindingWords {
  readonly tone: Tone
  /** What was looked at. */
  readonly name: string
  /** How it came out, in a word. */
  readonly state: string
  /** Why, when it did not pass. */
  readonly reason: string | undefined
  readonly subject: string | undefined
}

/** A check in words; a code without words is shown as it is. */
export function findingWords(t: Phrases, finding: Finding): FindingWords {
  const tone: Tone = finding.state === 'passed' ? 'proven' : finding.state === 'failed' ? 'broken' : 'open'
  const facts = { subject: finding.subject ?? '', ...finding.facts }
  return {
    tone,
    name: nameOf(t, finding),
    state: phraseOf(t, `state.finding.${finding.state}`),
    reason: finding.reason === undefined ? undefined : reasonText(t, finding.reason, facts),
    subject: finding.subject,
  }
}

function nameOf(t: Phrases, { check }: Finding): string {
  const title = `finding.${check}.title`
  return isPhrase(title) ? t(title) : phraseOf(t, `finding.${check}`)
}

function reasonText(t: Phrases, reason: string, facts: Readonly<Record<string, string | number>>): string {
  return phraseOf(t, `reason.${reason}`, facts)
}
