import type { AlgorithmUse } from './seal-reading.ts'

/** How long an algorithm is good enough. `until` is RFC 3339 (exclusive) or null for no end in sight. */
export interface AlgorithmRule {
  readonly use: AlgorithmUse['use']
  readonly name: string
  readonly leastBits: number
  readonly until: string | null
}

/** A dated catalogue of algorithms, as the files in resources/trust hold them. */
export interface AlgorithmPolicy {
  readonly format: 'asservat-policy/1'
  readonly id: string
  readonly title: string
  readonly issued: string
  readonly rules: readonly AlgorithmRule[]
}

/** The rule that allows this use at a time (milliseconds) for longest, or undefined when none does. */
export function ruleFor(
  policy: AlgorithmPolicy,
  use: Pick<AlgorithmUse, 'use' | 'name' | 'bits'>,
  at: number,
): AlgorithmRule | undefined {
  const allowing = policy.rules.filter(
    (rule) =>
      rule.use === use.use &&
      rule.name === use.name &&
      use.bits >= rule.leastBits &&
      (rule.until === null || at < Date.parse(rule.until)),
  )
  return allowing.find(({ until }) => until === null) ?? allowing.sort(byEnd).at(-1)
}

function byEnd(a: AlgorithmRule, b: AlgorithmRule): number {
  return Date.parse(a.until ?? '') - Date.parse(b.until ?? '')
}

/** Whether the policy allows this use at a time (milliseconds). What no rule names is not allowed. */
export function allows(policy: AlgorithmPolicy, use: AlgorithmUse, at: number): boolean {
  return ruleFor(policy, use, at) !== undefined
}

/** A policy from parsed JSON, or undefined when it is none. */
export function readPolicy(value: unknown): AlgorithmPolicy | undefined {
  if (!isRecord(value) || value['format'] !== 'asservat-policy/1' || !Array.isArray(value['rules']))
    return undefined
  const { id, title, issued } = value
  if (typeof id !== 'string' || typeof title !== 'string' || typeof issued !== 'string') return undefined
  const rules = value['rules'].map(readRule)
  const complete = rules.filter((rule) => rule !== undefined)
  return complete.length === rules.length
    ? { format: 'asservat-policy/1', id, title, issued, rules: complete }
    : undefined
}

function readRule(value: unknown): AlgorithmRule | undefined {
  if (!isRecord(value)) return undefined
  const { use, name, leastBits, until } = value
  if ((use !== 'digest' && use !== 'signature') || typeof name !== 'string' || typeof leastBits !== 'number')
    return undefined
  if (until !== null && (typeof until !== 'string' || Number.isNaN(Date.parse(until)))) return undefined
  return { use, name, leastBits, until }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
