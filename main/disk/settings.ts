import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../core/language.ts'
import { codeOf } from './open-read-only.ts'
import { replaceFile } from './replace-file.ts'

/** What the workstation remembers between starts. Case names are personal data: `recent` can be emptied. */
export interface Settings {
  readonly language: Language | null
  readonly recent: readonly {
    readonly path: string
    readonly fileNumber: string
    readonly openedAt: string
  }[]
}

const none: Settings = { language: null, recent: [] }

/** A settings file that cannot be read is no reason not to start; evidence never depends on it. */
export async function readSettings(home: string): Promise<Settings> {
  try {
    const read: unknown = JSON.parse(await readFile(join(home, 'settings.json'), 'utf8'))
    return isSettings(read) ? read : none
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return none
    throw error
  }
}

export async function writeSettings(home: string, settings: Settings): Promise<void> {
  await replaceFile(join(home, 'settings.json'), JSON.stringify(settings, null, 2))
}

function isSettings(value: unknown): value is Settings {
  if (typeof value !== 'object' || value === null || !('language' in value) || !('recent' in value))
    return false
  const { language, recent } = value
  return (
    (language === null || typeof language === 'string') && Array.isArray(recent) && recent.every(isRecent)
  )
}

function isRecent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return ['path', 'fileNumber', 'openedAt'].every((name) => typeof Reflect.get(value, name) === 'string')
}
