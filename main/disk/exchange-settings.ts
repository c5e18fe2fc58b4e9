import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MachinePolicy } from '../core/policy/machine-policy.ts'
import { codeOf } from './open-read-only.ts'
import { replaceFile } from './replace-file.ts'

/** How several people work together on this workstation. */
export interface ExchangeSettings {
  /** No report leaves before somebody else has assented to what it is made from. */
  readonly supervisorBeforeReport: boolean
  /** The administrator of this machine wants it so: it cannot be switched off here. */
  readonly supervisorFixed: boolean
}

const file = 'exchange.json'

/** What the machine's policy or else the office has set; a file that says something else counts as the stricter rule. */
export async function readExchangeSettings(
  home: string,
  policy: MachinePolicy | undefined,
): Promise<ExchangeSettings> {
  const fixed = policy?.supervisorBeforeReport === true
  return { supervisorBeforeReport: fixed || (await isSwitchedOn(home)), supervisorFixed: fixed }
}

async function isSwitchedOn(home: string): Promise<boolean> {
  try {
    const read: unknown = JSON.parse(await readFile(join(home, file), 'utf8'))
    return !(
      typeof read === 'object' &&
      read !== null &&
      Reflect.get(read, 'supervisorBeforeReport') === false
    )
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    if (error instanceof SyntaxError) return true
    throw error
  }
}

export async function writeExchangeSettings(
  home: string,
  settings: Pick<ExchangeSettings, 'supervisorBeforeReport'>,
): Promise<void> {
  await replaceFile(join(home, file), JSON.stringify(settings, null, 2))
}
