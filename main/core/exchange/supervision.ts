import type { CountersignatureAct } from './acts.ts'

/** A countersignature with the certificate of whoever gave it. */
export interface Countersigned {
  /** SHA-256 of the certificate, lower-case hex. */
  readonly author: string
  readonly act: CountersignatureAct
}

/** The reviewer's own chain, as far as a report uses it. */
export interface Supervised {
  readonly origin: string
  /** The reviewer's own certificate: nobody supervises himself. */
  readonly reviewer: string
  /** Last entry that the report uses. */
  readonly upTo: number
  /** Root over the first entries, lower-case hex; undefined beyond the end. */
  rootAt(size: number): string | undefined
}

/** Whether somebody else has assented to this very chain as far as it is used, and has not dissented since. */
export function isSupervised(given: readonly Countersigned[], own: Supervised): boolean {
  const fitting = given.filter(
    ({ author, act }) =>
      author !== own.reviewer &&
      act.chain === own.origin &&
      act.entry === null &&
      act.size >= own.upTo &&
      act.root === own.rootAt(act.size),
  )
  const last = new Map(fitting.map(({ author, act }) => [author, act.assent]))
  return [...last.values()].includes(true) && ![...last.values()].includes(false)
}
