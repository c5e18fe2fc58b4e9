import type { LedgerCheck, LedgerFinding } from './entry-facts.ts'
import type { LedgerReason } from './ledger-reasons.ts'

/**
 * Collects what is wrong, the first place of each check by name and the rest by number: after one broken entry
 * a hundred others may not fit, and a list of them would hide where it began.
 */
export class Faults {
  readonly #first = new Map<string, LedgerFinding>()
  readonly #count = new Map<string, number>()
  readonly #unsound = new Set<number>()

  /** Evidence that the ledger is not what was written. */
  failed(
    check: LedgerCheck,
    reason: LedgerReason,
    entry: number,
    facts: Record<string, string | number> = {},
  ): void {
    this.#add({ check, state: 'failed', reason, entry, facts })
    // A broken chain speaks of the entry before as much as of this one.
    if (check !== 'chain') this.doubt(entry)
  }

  /** Something that could not be decided, or that is only told. */
  told(
    check: LedgerCheck,
    reason: LedgerReason,
    entry: number,
    facts: Record<string, string | number> = {},
  ): void {
    this.#add({ check, state: 'notChecked', reason, entry, facts })
  }

  /** What this entry says is not what its author signed, or nobody knows that it is. */
  doubt(entry: number): void {
    this.#unsound.add(entry)
  }

  /** Entries whose content must not be shown as somebody's word. */
  get unsound(): ReadonlySet<number> {
    return this.#unsound
  }

  #add(finding: LedgerFinding): void {
    const key = `${finding.check} ${finding.state} ${finding.state === 'failed' ? '' : finding.reason}`
    const first = this.#first.get(key)
    // What is looked at last may lie further to the front.
    if (!first || (finding.entry ?? 0) < (first.entry ?? 0)) this.#first.set(key, finding)
    this.#count.set(key, (this.#count.get(key) ?? 0) + 1)
  }

  /** What has failed so far. */
  get failures(): readonly LedgerFinding[] {
    return [...this.#first.values()].filter((finding) => finding.state === 'failed')
  }

  /** All findings of the named checks, in their order; a check without one has passed. */
  findings(checks: readonly LedgerCheck[]): readonly LedgerFinding[] {
    return checks.flatMap((check): readonly LedgerFinding[] => {
      const found = [...this.#first].filter(([, finding]) => finding.check === check)
      if (found.length === 0) return [{ check, state: 'passed' }]
      return found.map(([key, finding]) => ({
        ...finding,
        facts: { ...finding.facts, count: this.#count.get(key) ?? 1 },
      }))
    })
  }
}
