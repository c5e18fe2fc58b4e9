import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from './open-read-only.ts'
import { replaceFile } from './replace-file.ts'

/** How several people work together on this workstation. */
export interface ExchangeSettings {
  /** No report leaves before somebody else has assented to what it is made from. */
  readonly supervisorBeforeReport: boolean
}

const file = 'exchange.json'

/** What the office has set; a file that says something else counts as the stricter rule. */
export async function readExchangeSettings(home: string): Promise<ExchangeSettings> {
  try {
    const read: unknown = JSON.parse(await readFile(join(home, file), 'utf8'))
    const off =
      typeof read === 'object' && read !== null && Reflect.get(read, 'supervisorBeforeReport') === false
    return { supervisorBeforeReport: !off }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { supervisorBeforeReport: false }
    if (error instanceof SyntaxError) return { supervisorBeforeReport: true }
    throw error
  }
}

export async function writeExchangeSettings(home: string, settings: ExchangeSettings): Promise<void> {
  await replaceFile(join(home, file), JSON.stringify(settings, null, 2))
}
