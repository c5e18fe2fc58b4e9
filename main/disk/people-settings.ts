import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from './replace-file.ts'

/** What the workstation remembers of the people who sign on it; no secret. */
export interface PeopleSettings {
  readonly chosen: string | null
  readonly autoLockMinutes: number
  readonly welcomed: boolean
}

const none: PeopleSettings = { chosen: null, autoLockMinutes: 15, welcomed: false }

/** What cannot be read stands as on the first day. */
export async function readPeopleSettings(home: string): Promise<PeopleSettings> {
  const text = await readFile(join(home, 'people.json'), 'utf8').catch(() => '')
  try {
    const read: unknown = JSON.parse(text)
    return isSettings(read) ? read : none
  } catch {
    return none
  }
}

export function writePeopleSettings(home: string, settings: PeopleSettings): Promise<void> {
  return replaceFile(join(home, 'people.json'), JSON.stringify(settings, null, 2))
}

function isSettings(value: unknown): value is PeopleSettings {
  if (typeof value !== 'object' || value === null) return false
  const of = (name: string): unknown => Reflect.get(value, name)
  return (
    (of('chosen') === null || typeof of('chosen') === 'string') &&
    typeof of('autoLockMinutes') === 'number' &&
    typeof of('welcomed') === 'boolean'
  )
}
