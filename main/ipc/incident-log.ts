import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const largest = 1 << 20

/** Writes defects into `<home>/incidents.log` (kept to two files of 1 MiB): number, call, stack; never evidence. */
export function incidentLog(home: string): (number: string, call: string, error: unknown) => void {
  const path = join(home, 'incidents.log')
  return (number, call, error) => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : typeof error
    try {
      mkdirSync(home, { recursive: true })
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largest) renameSync(path, `${path}.1`)
      appendFileSync(path, `${new Date().toISOString()} ${number} ${call} ${stack}\n`)
    } catch {
      // A full disk must not turn one defect into two; the number still reaches the user.
    }
  }
}
