import type { Failure } from '../main/core/failure.ts'
import { type Facts, type Phrases, phraseOf } from './phrases.ts'

export interface FailureWords {
  readonly title: string
  readonly evidence: string
  readonly remedy: string
  /** For the telephone: code and facts on one line. */
  readonly code: string
}

/** What happened, what it means for the evidence, what to do. */
export function failureWords(t: Phrases, failure: Failure): FailureWords {
  const { code, ...facts } = failure
  const words = (part: string): string => phraseOf(t, `failure.${code}.${part}`, facts satisfies Facts)
  const details = Object.entries(facts).map(([name, value]) => `${name}=${value}`)
  return {
    title: words('title'),
    evidence: words('evidence'),
    remedy: words('remedy'),
    code: [code, ...details].join(' '),
  }
}
