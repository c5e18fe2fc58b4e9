import { readFile } from 'node:fs/promises'
import { arch, cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import type { FileFailure } from './core/failure.ts'
import { type SupportPart, supportParcel } from './core/installation/support-parcel.ts'
import { utf8 } from './core/bytes.ts'
import type { MachinePolicy } from './core/policy/machine-policy.ts'
import type { Result } from './core/result.ts'
import { codeOf } from './disk/open-read-only.ts'
import { readPeopleSettings } from './disk/people-settings.ts'
import { readSettings } from './disk/settings.ts'
import { writeOnce } from './disk/write-once.ts'
import type { SelfCheck } from './installation.ts'
import { BundleWriter } from './verify/bundle-writer.ts'

/** What the parcel is gathered from. */
export interface SupportSource {
  readonly home: string
  readonly version: string
  readonly packaged: boolean
  readonly program: SelfCheck
  readonly policy: MachinePolicy
}

/** Gathers what would leave; nothing is written. */
export async function gatherSupport(source: SupportSource): Promise<readonly SupportPart[]> {
  const [settings, people] = await Promise.all([readSettings(source.home), readPeopleSettings(source.home)])
  const log = await Promise.all(
    ['incidents.log.1', 'incidents.log'].map((name) => textOf(join(source.home, name))),
  )
  const electron = process.versions['electron']
  const facts = {
    version: source.version,
    buildSha256: source.program.buildSha256,
    runtime: electron === undefined ? `Node ${process.versions.node}` : `Electron ${electron}`,
    system: `${platform()} ${release()} ${arch()}`,
    processors: cpus().length,
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    language: settings.language ?? '',
    packaged: source.packaged,
    programFiles: source.program.state,
    autoLockMinutes: people.autoLockMinutes,
  }
  return supportParcel(facts, source.policy, log.join(''))
}

/** Writes the parts as a plain ZIP, every byte of which is theirs; a file that is there is not replaced. */
export function writeSupport(
  path: string,
  parts: readonly SupportPart[],
): Promise<Result<null, FileFailure>> {
  return writeOnce(path, async (file) => {
    const zip = new BundleWriter(file)
    for (const { name, text } of parts) await zip.addBytes(name, utf8(text))
    await zip.finish()
  })
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return ''
    throw error
  }
}
