import type { BundleFacts } from './bundle-facts.ts'

/** What turns the reading direction, hides itself or rings a bell: shown raw it could make a text say something else. */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]/g

/** The text with each such character as its code in angle brackets: nothing is lost, nothing acts. */
export function visibleText(text: string): string {
  return text.replace(
    unseen,
    (found) => `⟨U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )
}

const shown = new WeakMap<object, unknown>()

/**
 * The facts as a window or a terminal may show them: whatever the sealer, the certificates or the name of the file
 * chose to say is made visible.
 */
export function visibleFacts(facts: BundleFacts): BundleFacts {
  return {
    ...facts,
    name: visibleText(facts.name),
    case: once(facts.case),
    findings: once(facts.findings),
    signers: once(facts.signers),
    timestamps: once(facts.timestamps),
    files: once(facts.files),
  }
}

/** Lists are long and asked for often; each is gone through once. */
function once<T extends object | null>(value: T): T {
  if (value === null) return value
  const known = shown.get(value)
  const made = known ?? visible(value)
  shown.set(value, made)
  return made as T
}

function visible(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value)
  if (Array.isArray(value)) return value.map(visible)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visible(inner)]))
}
