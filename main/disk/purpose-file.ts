import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StatedPurpose } from '../core/access/purpose.ts'
import { codeOf } from './open-read-only.ts'
import { replaceFile } from './replace-file.ts'

/** What was stated for this case on that day (YYYY-MM-DD of the workstation's clock); undefined when nothing was. */
export async function rememberedPurpose(folder: string, day: string): Promise<StatedPurpose | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(join(folder, 'purpose.json'), 'utf8'))
    return isNote(read) && read.day === day ? { reason: read.reason, mandate: read.mandate } : undefined
  } catch (error) {
    // A note that cannot be read is none: the purpose is asked for again.
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** A folder that cannot be written makes nobody wait: the purpose is then asked for each time. */
export async function rememberPurpose(folder: string, day: string, stated: StatedPurpose): Promise<void> {
  try {
    await replaceFile(join(folder, 'purpose.json'), JSON.stringify({ day, ...stated }))
  } catch (error) {
    if (codeOf(error) === '') throw error
  }
}

function isNote(value: unknown): value is StatedPurpose & { readonly day: string } {
  if (typeof value !== 'object' || value === null) return false
  return ['day', 'reason', 'mandate'].every((name) => typeof Reflect.get(value, name) === 'string')
}

/** The day of the workstation's clock, YYYY-MM-DD: a purpose is stated for a day. */
export function today(): string {
  const now = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
