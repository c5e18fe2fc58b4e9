import type { LedgerFailure } from '../core/failure.ts'
import type { LedgerFacts, LedgerFinding } from '../core/ledger/entry-facts.ts'
import type { Ledger } from '../core/ledger/ledger.ts'
import type { LedgerPorts } from '../core/ledger/ports.ts'
import type { Result } from '../core/result.ts'
import type { HeadStore } from './head-store.ts'

/** How long a crash may set the memory of the head back, milliseconds. */
const headEvery = 1000

const headNotKept: LedgerFinding = { check: 'anchor', state: 'notChecked', reason: 'headNotKept' }

function withFinding(facts: LedgerFacts, finding: LedgerFinding): LedgerFacts {
  return { ...facts, findings: [...facts.findings, finding] }
}

/** The ledger, whose head is remembered outside: at the start, with each checkpoint, and once a second of writing. */
export function remembering(ledger: Ledger, heads: HeadStore, ports: LedgerPorts): Ledger {
  let written = 0
  let kept = true
  const remember = (): void => {
    written = ports.now().getTime()
    kept = heads.write(ledger.facts())
  }
  const after = <T extends Result<unknown, LedgerFailure>>(result: T, always: boolean): T => {
    if (result.ok && (always || Math.abs(ports.now().getTime() - written) >= headEvery)) remember()
    return result
  }
  remember()
  return {
    entries: () => ledger.entries(),
    facts: () => (kept ? ledger.facts() : withFinding(ledger.facts(), headNotKept)),
    checkMore: (entries) => ledger.checkMore(entries),
    extract: (choice) => ledger.extract(choice),
    saveCopy: async (path) => {
      const saved = await ledger.saveCopy(path)
      remember()
      return saved
    },
    append: (kind, data) => after(ledger.append(kind, data), false),
    annotate: (annotation) => after(ledger.annotate(annotation), false),
    notePersonally: (annotation) => after(ledger.notePersonally(annotation), false),
    correct: (seq, annotation, reason) => after(ledger.correct(seq, annotation, reason), false),
    withdraw: (seq, reason) => after(ledger.withdraw(seq, reason), false),
    erase: (ranges, reason) => after(ledger.erase(ranges, reason), true),
    checkpoint: async () => after(await ledger.checkpoint(), true),
    close: async () => after(await ledger.close(), true),
  }
}
