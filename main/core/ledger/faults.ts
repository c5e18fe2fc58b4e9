import type { LedgerCheck, LedgerFinding } from './entry-facts.ts'
import type { LedgerReason } from './ledger-reasons.ts'

/**
 * Collects what is wrong, the first place of each check by name and the rest by number: after one broken entry
 * a hundred others may not fit, and a list of them would hide where it began.
 */
export class Faults {
  readonly #first = new Map<string, LedgerFinding>()
  readonly #count = new Map<string, number>()

  /** Evidence that the ledger is not what was written. */
  failed(
    check: LedgerCheck,
    reason: string,
    entry: number,
    facts: Record<string, string | number> = {},
  ): void {
    this.#add({ check, state: 'failed', reason, entry, facts })
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

  #add(finding: LedgerFinding): void {
    const key = `${finding.check} ${finding.state} ${finding.state === 'failed' ? '' : finding.reason}`
    if (!this.#first.has(key)) this.#first.set(key, finding)
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
