import type { Failure } from '../core/failure.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import type { Indication, State, SubIndication } from '../core/seal/finding.ts'

/** A bundle of the archive: its path below the archive's folder (with `/`), and what tells a changed file apart. */
export interface ArchiveFile {
  readonly file: string
  readonly size: number
  /** Milliseconds since 1970, as the file system has it. */
  readonly modified: number
}

/** What is said of one bundle: one line of JSON. `verdict` is null where it could not be read. */
export interface ArchiveLine extends ArchiveFile {
  readonly verdict: Indication | null
  readonly subIndication: SubIndication | null
  readonly cryptography: State
  readonly manifestSha256: string | null
  readonly signers: readonly {
    readonly subject: string
    readonly sha256: string
    readonly verdict: Indication
  }[]
  /** Checks that did not pass; all of them. */
  readonly open: readonly {
    readonly check: string
    readonly state: State
    readonly subject: string | null
    readonly reason: string | null
  }[]
  readonly failure: Failure | null
}

export function judgedLine(file: ArchiveFile, facts: BundleFacts): ArchiveLine {
  const open = facts.findings.filter(({ state }) => state !== 'passed')
  return {
    ...file,
    verdict: facts.verdict.indication,
    subIndication: facts.verdict.subIndication,
    cryptography: facts.cryptography,
    manifestSha256: facts.manifestSha256 || null,
    signers: facts.signers.map(({ subject, sha256, verdict }) => ({
      subject,
      sha256,
      verdict: verdict.indication,
    })),
    open: open.map(({ check, state, subject, reason }) => ({
      check,
      state,
      subject: subject ?? null,
      reason: reason ?? null,
    })),
    failure: null,
  }
}

/** Not read, so not judged: said in a line of its own rather than left out. */
export function unreadLine(file: ArchiveFile, failure: Failure): ArchiveLine {
  const nothing = { verdict: null, subIndication: null, manifestSha256: null, signers: [], open: [] }
  return { ...file, ...nothing, cryptography: 'notChecked', failure }
}

/** A line of an earlier run, or undefined when it is none of ours. */
export function parseArchiveLine(text: string): ArchiveLine | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isArchiveLine(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isArchiveLine(value: unknown): value is ArchiveLine {
  if (typeof value !== 'object' || value === null) return false
  const { file, size, modified, verdict } = value as Record<string, unknown>
  return (
    typeof file === 'string' &&
    typeof size === 'number' &&
    typeof modified === 'number' &&
    (verdict === null || ['TOTAL-PASSED', 'TOTAL-FAILED', 'INDETERMINATE'].some((known) => known === verdict))
  )
}
