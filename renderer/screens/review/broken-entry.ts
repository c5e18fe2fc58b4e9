import type { EntryFacts } from '../../../main/core/ledger/entry-facts.ts'

/** The entry that records one of these chunks of a clip as broken; undefined while none is written. */
export function brokenEntry(
  entries: readonly EntryFacts[],
  bundle: string,
  clip: number,
  chunks: readonly number[],
): EntryFacts | undefined {
  return entries.find(({ kind, data }) => {
    if (kind !== 'chunkBroken' || data === null || typeof data !== 'object' || Array.isArray(data))
      return false
    const said = new Map(Object.entries(data))
    const chunk = said.get('chunk')
    return (
      said.get('bundle') === bundle &&
      said.get('clip') === clip &&
      typeof chunk === 'number' &&
      chunks.includes(chunk)
    )
  })
}
