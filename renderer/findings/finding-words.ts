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

/** Findings of which only the number tells more: passed checks of one kind, one for each file. */
export interface FindingGroup {
  readonly finding: Finding
  readonly count: number
}

/** In their order; what passed for several files stands once, with how many. */
export function groupedFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups: { finding: Finding; count: number }[] = []
  for (const finding of findings) {
    const known = groups.find(
      (group) => group.finding.check === finding.check && group.finding.state === 'passed',
    )
    if (known && finding.state === 'passed') known.count++
    else groups.push({ finding, count: 1 })
  }
  return groups
}
