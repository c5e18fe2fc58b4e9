import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real file system of its own, of that size, that can be filled, made read-only and taken away. */
export interface SmallDisk {
  readonly folder: string
  readOnly(): void
  remove(): void
}

/** undefined where this user may mount nothing. */
export function smallDisk(kibibytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'))
  const mounted = run('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'asservat-test', folder])
  if (!mounted) return undefined
  return {
    folder,
    readOnly: () => void run('mount', ['-o', 'remount,ro', folder]),
    remove: () => void run('umount', ['-l', folder]),
  }
}

function run(command: string, words: readonly string[]): boolean {
  return spawnSync(command, words).status === 0
}
