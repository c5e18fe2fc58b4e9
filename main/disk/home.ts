import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where cases lie: `--home DIR`, else the system's place for a user's own data. */
export function homeFolder(
  chosen: string | undefined,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  if (chosen) return chosen
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Asservat')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'asservat')
}

/** Where the trust that was imported on this workstation lies. */
export function trustFolder(home: string): string {
  return join(home, 'trust')
}
