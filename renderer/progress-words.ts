import type { VerificationProgress } from '../preload/contract/workstation.ts'
import { type Phrases, phraseOf } from './phrases.ts'
import type { SealFact } from './seal-words.ts'

/** How long the check will still take, or how it stands. */
export function restText(t: Phrases, progress: VerificationProgress): string {
  if (progress.state !== 'running') return t(`window.progress.${progress.state}`)
  const { secondsLeft } = progress
  if (secondsLeft === null) return t('window.progress.running')
  if (secondsLeft < 60) return t('window.progress.seconds', { count: Math.max(1, Math.ceil(secondsLeft)) })
  return t('window.progress.minutes', { count: Math.ceil(secondsLeft / 60) })
}

/** The word a fact is said with; the value is a number to be counted or a name to be put in. */
export function factWord(t: Phrases, fact: SealFact, word: string, value: string | number): string {
  return phraseOf(
    t,
    `state.fact.${fact}.${word}`,
    typeof value === 'number' ? { count: value } : { name: value },
  )
}
