import { plainLines } from './incident.ts'
import type { MachinePolicy } from '../policy/machine-policy.ts'

/** One file of the parcel for support, as it is shown and as it is written: the same letters. */
export interface SupportPart {
  readonly name: string
  readonly text: string
}

/** Facts about program and machine; none is about a case, a person or a file of either. */
export interface SupportFacts {
  readonly version: string
  readonly buildSha256: string
  readonly runtime: string
  readonly system: string
  readonly processors: number
  readonly memoryMiB: number
  readonly language: string
  readonly packaged: boolean
  readonly programFiles: string
  readonly autoLockMinutes: number
}

/** All that leaves. The policy tells which of its fields are set, not to what: a folder may bear a name. */
export function supportParcel(
  facts: SupportFacts,
  policy: MachinePolicy,
  incidentLog: string,
): readonly SupportPart[] {
  const { lines, leftOut } = plainLines(incidentLog)
  const policyFields = Object.keys(policy).sort()
  return [
    { name: 'program.json', text: `${JSON.stringify({ ...facts, policyFields }, null, 2)}\n` },
    { name: 'incidents.txt', text: `${[...lines, `${leftOut} lines left out`].join('\n')}\n` },
  ]
}
