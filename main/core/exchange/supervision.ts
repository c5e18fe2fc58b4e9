import { parseCanonical } from '../canonical.ts'
import { parseBody } from '../ledger/entry.ts'
import type { CopiedEntry } from '../ledger/entry-line.ts'
import type { Session } from '../ledger/session-check.ts'
import { parseCountersignature, type CountersignatureAct } from './acts.ts'

/** A countersignature with the certificate of whoever gave it. */
export interface Countersigned {
  /** SHA-256 of the certificate, lower-case hex. */
  readonly author: string
  /** Whom the certificate names. */
  readonly subject: string
  readonly act: CountersignatureAct
}

/** The reviewer's own chain, as far as a report uses it. */
export interface Supervised {
  readonly origin: string
  /** The reviewer's own certificate: nobody supervises himself. */
  readonly reviewer: string
  readonly subject: string
  /** Last entry that the report uses. */
  readonly upTo: number
  /** Root over the first entries, lower-case hex; undefined beyond the end. */
  rootAt(size: number): string | undefined
}

/** The countersignatures in a checked chain, of those alone whose session and certificate were found good. */
export function trustedCountersignatures(
  entries: readonly CopiedEntry[],
  sessions: readonly Session[],
): readonly Countersigned[] {
  return entries.flatMap((entry) => {
    const session = sessions.findLast(({ seq }) => seq <= entry.seq)
    const { certificate } = session ?? {}
    if (!session?.key || !session.sound || session.trust !== 'passed' || !certificate) return []
    const act = countersignatureIn(entry)
    return act ? [{ author: certificate.sha256, subject: certificate.subject, act }] : []
  })
}

function countersignatureIn(entry: CopiedEntry): CountersignatureAct | undefined {
  if (parseBody(entry.body)?.kind !== 'countersignature' || !entry.payload) return undefined
  const data = parseCanonical(entry.payload.data)
  return data.ok ? parseCountersignature(data.value) : undefined
}

/** Whether somebody else has assented to this very chain as far as it is used, and has not dissented since. */
export function isSupervised(given: readonly Countersigned[], own: Supervised): boolean {
  const fitting = given.filter(
    ({ author, subject, act }) =>
      author !== own.reviewer &&
      // A second certificate makes no second person.
      subject !== own.subject &&
      act.chain === own.origin &&
      act.entry === null &&
      act.size >= own.upTo &&
      act.root === own.rootAt(act.size),
  )
  const last = new Map(fitting.map(({ subject, act }) => [subject, act.assent]))
  return [...last.values()].includes(true) && ![...last.values()].includes(false)
}
