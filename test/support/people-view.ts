import type { PeopleView } from '../../preload/contract/people.ts'

/** A workstation on which nobody can sign yet, and on which the first steps were gone. */
export const nobody: PeopleView = {
  identities: [],
  chosen: null,
  unlocked: null,
  autoLockMinutes: 15,
  autoLockAtMost: null,
  welcomed: true,
}
