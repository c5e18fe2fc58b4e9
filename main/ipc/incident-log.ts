import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { incidentLine } from '../core/installation/incident.ts'

const largest = 1 << 20

/** Writes defects into `<home>/incidents.log` (kept to two files of 1 MiB): number, call, where it came up; never evidence. */
export function incidentLog(home: string): (number: string, call: string, error: unknown) => void {
  const path = join(home, 'incidents.log')
  return (number, call, error) => {
    try {
      mkdirSync(home, { recursive: true })
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largest) renameSync(path, `${path}.1`)
      appendFileSync(path, incidentLine(new Date().toISOString(), number, call, error))
    } catch {
      // A full disk must not turn one defect into two; the number still reaches the user.
    }
  }
}
