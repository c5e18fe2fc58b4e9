const choices = [1, 5, 10, 15, 30, 60, 0]

/** Minutes to choose from (0 is never), and those that count: where the machine has a limit, "never" is none. */
export function lockChoices(
  set: number,
  atMost: number | null,
): { readonly counts: number; readonly offered: readonly number[] } {
  const allowed = (minutes: number): boolean => atMost === null || (minutes > 0 && minutes <= atMost)
  const counts = allowed(set) ? set : (atMost ?? set)
  return { counts, offered: [...new Set([...choices.filter(allowed), counts])] }
}
