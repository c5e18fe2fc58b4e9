import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lawfulYears, mostYears } from '../core/access/retention.ts'
import { codeOf } from './open-read-only.ts'
import { replaceFile } from './replace-file.ts'

const file = 'access.json'

/**
 * Years that this workstation keeps accesses after the one in which they arose; the law's where nothing is set. A
 * file that says something else counts as the longest period: what is erased does not come back.
 */
export async function readAccessYears(home: string): Promise<number> {
  try {
    const read: unknown = JSON.parse(await readFile(join(home, file), 'utf8'))
    const years: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, 'years') : undefined
    const fits =
      typeof years === 'number' && Number.isInteger(years) && years >= lawfulYears && years <= mostYears
    return fits ? years : mostYears
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return lawfulYears
    if (error instanceof SyntaxError) return mostYears
    throw error
  }
}

export function writeAccessYears(home: string, years: number): Promise<void> {
  return replaceFile(join(home, file), JSON.stringify({ years }))
}
