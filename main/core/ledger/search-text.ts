import type { Json } from '../canonical.ts'
import type { Annotation } from '../annotation/annotation.ts'
import type { EntryFacts } from './entry-facts.ts'

/** The words by which an entry is found: what its author wrote, and the names of what it is about. */
export function searchTextOf(entry: EntryFacts): string {
  const { annotation, reason } = entry
  const written = annotation
    ? [annotation.text, annotation.category, annotation.clip.originalName, ...labelsOf(annotation)]
    : textsIn(entry.data ?? null)
  return [...written, reason ?? '', entry.author].join('\n')
}

function labelsOf({ details }: Annotation): readonly string[] {
  return details ? [details.person?.label ?? '', ...details.tags, details.legal] : []
}

/** All texts in a value, but not the long ones that are only digits of something: keys, signatures, hashes. */
function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return isWorded(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value as Readonly<Record<string, Json>>).flatMap((member) => textsIn(member))
}

function isWorded(text: string): boolean {
  return text.length < 5000 && !/^[0-9A-Za-z+/=]{40,}$/.test(text) && !text.startsWith('{')
}
