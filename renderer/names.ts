import type { Phrases } from './phrases.ts'
import { shownName } from './seal-words.ts'

/** A name for a line of text; the try-out identity never stands without its mark. */
export function nameText(t: Phrases, full: string): string {
  const { name, sample } = shownName(full)
  return sample && !/MUSTER|SAMPLE/.test(name) ? t('window.sampleName', { name }) : name
}
