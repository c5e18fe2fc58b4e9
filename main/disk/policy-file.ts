import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PolicyFailure } from '../core/failure.ts'
import { type MachinePolicy, openPolicy, parsePolicy } from '../core/policy/machine-policy.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { codeOf } from './open-read-only.ts'

/** Where the administrator's file lies: a folder of the system, in which nobody else may write. */
export function policyPath(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'win32') return join(env['ProgramData'] ?? 'C:\\ProgramData', 'Asservat', 'policy.json')
  if (platform === 'darwin') return '/Library/Application Support/Asservat/policy.json'
  return '/etc/asservat/policy.json'
}

/** The machine's policy; open where there is no file. A file that is wrong locks everything rather than nothing. */
export async function readPolicy(path = policyPath()): Promise<Result<MachinePolicy, PolicyFailure>> {
  const refused = (field: string) => fail({ code: 'policy.notReadable' as const, name: path, field })
  try {
    if (await isAnybodys(path)) return refused('permissions')
    const policy = parsePolicy(await readFile(path, 'utf8'))
    return policy.ok ? policy : refused(policy.failure)
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok(openPolicy) : refused('')
  }
}

/** On Windows the folder's own rules decide, which a program cannot read without help. */
async function isAnybodys(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false
  const { uid, mode } = await stat(path)
  return uid !== 0 || (mode & 0o022) !== 0
}
