import { lawfulYears, mostYears } from '../access/retention.ts'
import { fail, ok, type Result } from '../result.ts'

/** What an administrator sets for everyone on this machine; what is absent is left to the people who work on it. */
export interface MachinePolicy {
  /** The only trust folder: no other one counts, whatever is named or imported. */
  readonly trustFolder?: string
  /** False: the list of bundles opened last is not kept. */
  readonly recentFiles?: boolean
  /** At most so many minutes without input until keys are let go. */
  readonly autoLockMinutes?: number
  /** So many years after the one of an access its record is kept; nobody sets another period. */
  readonly accessLogYears?: number
  /** True: no report leaves before a second person has countersigned; nobody here can switch that off. */
  readonly supervisorBeforeReport?: true
}

/** The policy of a machine without a file: nothing is locked. */
export const openPolicy: MachinePolicy = {}

const rules: Readonly<Record<string, (value: unknown) => boolean>> = {
  policy: (value) => value === 1,
  trustFolder: (value) => typeof value === 'string' && value !== '' && value.length <= 4096,
  recentFiles: (value) => typeof value === 'boolean',
  autoLockMinutes: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 240,
  accessLogYears: (value) =>
    Number.isInteger(value) && Number(value) >= lawfulYears && Number(value) <= mostYears,
  supervisorBeforeReport: (value) => value === true,
}

/**
 * Reads the text of a policy file, or names the field that is wrong ('' for the whole file). Fields that this program
 * does not know are wrong: a lock that does not hold must not look like one.
 */
export function parsePolicy(text: string): Result<MachinePolicy, string> {
  const fields = fieldsOf(text)
  if (fields === undefined) return fail('')
  const wrong = Object.keys(fields).find((name) => !rules[name]?.(fields[name]))
  if (wrong !== undefined) return fail(wrong)
  if (fields['policy'] === undefined) return fail('policy')
  const { policy: _version, ...policy } = fields
  return ok(policy as MachinePolicy)
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
