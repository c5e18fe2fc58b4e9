import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lawfulYears, mostYears } from '../core/access/retention.ts'
import { replaceFile } from './replace-file.ts'

const file = 'access.json'

/** Years that this workstation keeps accesses after the one in which they arose; the law's where nothing is set. */
export async function readAccessYears(home: string): Promise<number> {
  const text = await readFile(join(home, file), 'utf8').catch(() => '')
  try {
    const read: unknown = JSON.parse(text)
    const years: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, 'years') : undefined
    const fits =
      typeof years === 'number' && Number.isInteger(years) && years >= lawfulYears && years <= mostYears
    return fits ? years : lawfulYears
  } catch {
    return lawfulYears
  }
}

export function writeAccessYears(home: string, years: number): Promise<void> {
  return replaceFile(join(home, file), JSON.stringify({ years }))
}
