import type { Cue } from './captions.ts'

/** The words of a question or a text as they are compared: without marks, in small letters. */
export function plainWords(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** The cues in which each word of the question begins a word, in their order; none for an empty question. */
export function findCues(cues: readonly Cue[], question: string): readonly Cue[] {
  const wanted = plainWords(question)
  if (wanted.length === 0) return []
  return cues.filter(({ text }) => {
    const words = plainWords(text)
    return wanted.every((word) => words.some((other) => other.startsWith(word)))
  })
}
