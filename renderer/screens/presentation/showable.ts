import type { Note } from '../review/notes.ts'

/** Statements that others may be shown: in force, and not kept for oneself. */
export function showable(notes: readonly Note[]): readonly Note[] {
  return notes.filter(({ entry, withdrawal }) => !withdrawal && entry.kind !== 'personalNote')
}
